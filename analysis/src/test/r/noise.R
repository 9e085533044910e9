# Independent numbers for the noise model. Run from analysis/: Rscript src/test/r/noise.R
# Needs lme4 and diptest (Debian: r-cran-lme4, r-cran-diptest). Results are committed under src/test/resources/r with the versions in the first line.
suppressPackageStartupMessages({library(lme4); library(diptest)})
out <- "src/test/resources/r"

num <- function(x) ifelse(is.na(x), "", sprintf("%.17g", x))

write_csv <- function(name, frame) {
  con <- file(file.path(out, name), "w")
  writeLines(paste0("# ", R.version.string, "; lme4 ", packageVersion("lme4"), "; diptest ", packageVersion("diptest")), con)
  write.csv(frame, con, row.names = FALSE, quote = FALSE)
  close(con)
}

# one row a boot; sd of build, boot and iteration; iterations per boot cycle through `iterations`
draw <- function(seed, kernels, builds, boots, iterations, sd, trend = 0) {
  set.seed(seed)
  rows <- list()
  at <- 0
  for (k in seq_len(kernels)) for (b in seq_len(rep_len(builds, kernels)[k])) {
    build <- rnorm(1, 3 + k / 10, sd[1])
    n <- rep_len(boots, 97)[k + b]
    for (j in seq_len(n)) {
      at <- at + 1
      size <- rep_len(iterations, 997)[at]
      y <- build + rnorm(1, 0, sd[2]) + rnorm(size, 0, sd[3]) + trend / seq_len(size)
      rows[[at]] <- data.frame(kernel = paste0("k", k), build = paste0("k", k, "b", b), boot = paste0("j", at), y = y, i = seq_len(size))
    }
  }
  frame <- do.call(rbind, rows)
  frame$x <- exp(frame$y)
  frame$y <- log(frame$x)
  frame
}

cases <- list(
  "balanced" = list(draw(1, 4, 1, 6, 5, c(0, .02, .01)), "boot"),
  "balanced-builds" = list(draw(2, 5, 3, 4, 3, c(.01, .02, .01)), "build"),
  "unbalanced" = list(draw(3, 7, 1, c(2, 9, 3, 5), c(2, 3, 1, 3), c(0, .02, .02)), "boot"),
  "unbalanced-builds" = list(draw(4, 6, c(1, 3, 4, 2), c(2, 5, 3, 1), c(2, 3, 1, 3), c(.02, .01, .01)), "build"),
  "boots-zero" = list(draw(8, 5, 1, c(4, 6), c(3, 2), c(0, 1e-4, .01)), "boot"),
  "builds-zero" = list(draw(17, 5, 3, c(2, 4), c(3, 2), c(1e-5, .02, .005)), "build"),
  "both-zero" = list(draw(27, 4, 3, c(2, 3), c(3, 2), c(1e-5, 1e-5, .01)), "build"),
  "one-iteration" = list(draw(7, 5, 3, c(2, 4), 1, c(.02, .01, 0)), "flat"),
  "alone-in-builds" = list(draw(9, 4, 5, 1, c(2, 4), c(.02, .01, .01)), "alone"),
  "trend" = list(draw(10, 4, 1, 6, 5, c(0, .01, .01), .2), "trend"),
  "trend-unbalanced" = list(draw(11, 6, 1, c(2, 9, 5), c(5, 5, 3, 5, 5, 2), c(0, .01, .01), .2), "trend"))

# Restricted likelihood from dense matrices by its definition: score and expected information of the components
dense <- function(frame, x, z, theta) {
  v <- Reduce(`+`, mapply(function(m, t) t * m, z, theta, SIMPLIFY = FALSE))
  vi <- solve(v)
  p <- vi - vi %*% x %*% solve(t(x) %*% vi %*% x, t(x) %*% vi)
  py <- p %*% frame$y
  list(
    score = sapply(z, function(a) (drop(t(py) %*% a %*% py) - sum(diag(p %*% a))) / 2),
    info = sapply(z, function(a) sapply(z, function(b) sum(diag(p %*% a %*% p %*% b)) / 2)))
}

# lme4 stops at about half the digits: scoring on from there gives the rest; components at 0 stay there
polish <- function(frame, x, z, start) {
  at <- start > 0
  theta <- start
  for (step in 1:60) {
    d <- dense(frame, x, z, theta)
    delta <- solve(d$info[at, at, drop = FALSE], d$score[at])
    theta[at] <- theta[at] + delta
    if (max(abs(delta)) < 1e-15 * sum(theta)) break
  }
  stopifnot(theta >= 0, all(d$score[!at] < 0), max(abs(theta - start)) < 1e-4 * sum(theta))
  theta
}

# Satterthwaite's degrees of freedom of boot + iteration/3, all components counted as estimated
satterthwaite <- function(frame, x, z, theta, weight) {
  covariance <- solve(dense(frame, x, z, theta)$info)
  2 * sum(weight * theta)^2 / drop(weight %*% covariance %*% weight)
}

control <- lmerControl(optimizer = "Nelder_Mead", calc.derivs = FALSE, check.conv.singular = "ignore",
  check.nobs.vs.nlev = "ignore", check.nobs.vs.nRE = "ignore", optCtrl = list(FtolAbs = 1e-15, FtolRel = 1e-16, XtolRel = 1e-13, maxfun = 1e5))
fits <- do.call(rbind, lapply(names(cases), function(name) {
  frame <- cases[[name]][[1]]
  kind <- cases[[name]][[2]]
  fixed <- if (length(unique(frame$kernel)) > 1) "kernel" else "1"
  if (kind == "trend") fixed <- paste(fixed, "+ factor(i)")
  random <- switch(kind, boot = , trend = "(1|boot)", build = "(1|build) + (1|boot)", flat = "(1|build)", alone = "(1|boot)")
  fit <- lmer(as.formula(paste("y ~", fixed, "+", random)), frame, REML = TRUE, control = control)
  vc <- as.data.frame(VarCorr(fit))
  of <- function(group) { v <- vc$vcov[vc$grp == group]; if (length(v)) v else NA }
  one <- function(f) tcrossprod(model.matrix(~ 0 + factor(f)))
  z <- switch(kind,
    flat = list(diag(nrow(frame)), one(frame$build)),
    build = list(diag(nrow(frame)), one(frame$boot), one(frame$build)),
    list(diag(nrow(frame)), one(frame$boot)))
  lme4 <- switch(kind,
    flat = c(of("Residual"), of("build")), build = c(of("Residual"), of("boot"), of("build")), c(of("Residual"), of("boot")))
  exact <- polish(frame, model.matrix(fit), z, lme4)
  weight <- switch(kind, flat = c(1, 0), build = c(1 / 3, 1, 0), c(1 / 3, 1))
  df <- satterthwaite(frame, model.matrix(fit), z, exact, weight)
  arrange <- function(v) switch(kind, flat = c(v[2], v[1], NA), alone = c(v[2], NA, v[1]), build = v[3:1], c(NA, v[2:1]))
  a <- arrange(exact)
  b <- arrange(lme4)
  data.frame(case = name, build = num(a[1]), boot = num(a[2]), iteration = num(a[3]), df = num(df),
    lme4Build = num(b[1]), lme4Boot = num(b[2]), lme4Iteration = num(b[3]))
}))
write_csv("reml.csv", fits)
write_csv("reml-samples.csv", do.call(rbind, lapply(names(cases), function(name) {
  frame <- cases[[name]][[1]]
  frame$boot <- factor(frame$boot, levels = unique(frame$boot))
  do.call(rbind, lapply(split(frame, frame$boot), function(boot) data.frame(
    case = name, kernel = boot$kernel[1], build = boot$build[1], boot = boot$boot[1], values = paste(num(boot$x), collapse = ";"))))
})))

# Dip statistic of samples with one mode, two modes, ties, tails; kurtosis G2 and serial correlation by their formulas
set.seed(77)
shapes <- list(
  function(n) rnorm(n), function(n) runif(n), function(n) rnorm(n) + 4 * (runif(n) < .4), function(n) rt(n, 3),
  function(n) round(rnorm(n), 1), function(n) sample(1:3, n, TRUE), function(n) rexp(n), function(n) c(rnorm(n - 1), 1000))
sizes <- c(3, 4, 5, 8, 13, 30, 60, 200)
dips <- do.call(rbind, lapply(shapes, function(shape) do.call(rbind, lapply(sizes, function(n) {
  x <- shape(n)
  m <- mean(x); s2 <- sum((x - m)^2); s4 <- sum((x - m)^4)
  k4 <- n * (n + 1) * s4 / ((n - 1) * (n - 2) * (n - 3)) - 3 * s2^2 / ((n - 2) * (n - 3))
  d <- x - m
  data.frame(values = paste(num(x), collapse = ";"), dip = num(dip(x)), p = num(suppressWarnings(dip.test(x)$p.value)),
    kurtosis = num(if (n > 3) k4 / (s2 / (n - 1))^2 else NA),
    serial = num(sum(d[-1] * d[-n]) / s2))
}))))
write_csv("shapes.csv", dips)

# Repetitions after Kalibera and Jones 2013, and the least boots whose interval of a ratio is narrow enough, by trying
plans <- expand.grid(costBoot = c(2, 30), costIteration = c(1, 5), boot = c(1e-6, 4e-5), iteration = c(1e-5, 3e-4), half = c(0.5, 2), prior = c(0, 6))
formula <- ceiling(sqrt(plans$costBoot / plans$costIteration * plans$iteration / plans$boot))
least <- function(variance, half, prior) {
  n <- 2
  while (qt(0.975, 2 * (n - 1) + prior) * sqrt(2 * variance / n) > log1p(half / 100)) n <- n + 1
  n
}
# boots, iterations and seconds of the cheapest of all plans up to 100 iterations
cheapest <- t(mapply(function(cb, ci, b, i, half, prior) {
  n <- sapply(1:100, function(k) least(b + i / k, half, prior))
  seconds <- n * (cb + (1:100) * ci)
  k <- which.min(seconds)
  c(n[k], k, seconds[k])
}, plans$costBoot, plans$costIteration, plans$boot, plans$iteration, plans$half, plans$prior))
write_csv("repetition.csv", data.frame(
  costBoot = plans$costBoot, costIteration = plans$costIteration, boot = num(plans$boot), iteration = num(plans$iteration),
  half = plans$half, prior = plans$prior, formula = formula, boots = cheapest[, 1], iterations = cheapest[, 2], seconds = num(cheapest[, 3])))
