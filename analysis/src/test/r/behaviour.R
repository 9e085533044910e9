# Correlations by cor.test, covariates by lm. Run from analysis/: Rscript src/test/r/behaviour.R (base R only)
out <- "src/test/resources/r"
num <- function(x) sprintf("%.17g", x)
cells <- function(x) paste(num(x), collapse = ";")
write_csv <- function(name, frame) {
  con <- file(file.path(out, name), "w")
  writeLines(paste0("# ", R.version.string), con)
  write.csv(frame, con, row.names = FALSE, quote = FALSE)
  close(con)
}

set.seed(1904)
n_all <- c(3, 4, 5, 7, 10, 30, 100)
pearson <- do.call(rbind, lapply(seq_along(n_all), function(i) {
  n <- n_all[i]
  x <- rlnorm(n, 10, 0.2)
  y <- 3 * x * (1 - 2 * (i %% 2)) + rnorm(n, 0, 1000 * i)
  test <- cor.test(x, y, conf.level = 0.95)
  data.frame(x = cells(x), y = cells(y), r = num(test$estimate), p = num(test$p.value),
    low = if (n > 3) num(test$conf.int[1]) else "", high = if (n > 3) num(test$conf.int[2]) else "")
}))
write_csv("pearson.csv", pearson)

# Spearman: exact to 9 pairs without ties; else Student's t. Interval: Bonett and Wright 2000, from R's rho
spearman_rows <- list(c(3, 0), c(4, 0), c(5, 0), c(6, 0), c(7, 0), c(8, 0), c(9, 0), c(9, 0), c(10, 0), c(30, 0), c(5, 1), c(9, 1), c(25, 1))
spearman <- do.call(rbind, lapply(seq_along(spearman_rows), function(i) {
  n <- spearman_rows[[i]][1]
  tied <- spearman_rows[[i]][2] == 1
  repeat {
    x <- if (tied) sample(1:4, n, replace = TRUE) else rnorm(n)
    y <- if (tied) x + sample(1:4, n, replace = TRUE) else x * (i %% 3 - 1) + rnorm(n)
    rho <- suppressWarnings(cor(x, y, method = "spearman"))
    if (!is.na(rho) && abs(rho) < 1) break
  }
  test <- suppressWarnings(cor.test(x, y, method = "spearman", exact = !tied && n <= 9))
  half <- qnorm(0.975) * sqrt((1 + rho^2 / 2) / max(n - 3, 1))
  data.frame(x = cells(x), y = cells(y), rho = num(test$estimate), p = num(test$p.value), exact = !tied && n <= 9,
    low = if (n > 3) num(tanh(atanh(rho) - half)) else "", high = if (n > 3) num(tanh(atanh(rho) + half)) else "")
}))
write_csv("spearman.csv", spearman)

# a common slope: lm(y ~ side + x); the second model is the one without x
sizes <- list(c(2, 2), c(3, 3), c(3, 5), c(5, 5), c(10, 4), c(10, 10), c(1, 6))
ancova <- do.call(rbind, lapply(seq_along(sizes), function(i) {
  n <- sizes[[i]]
  side <- rep(0:1, n)
  x <- runif(sum(n), 0, 0.3) * c(1, 1e6)[i %% 2 + 1]
  y <- 5 + 0.03 * side - 0.4 * x / max(x) + rnorm(sum(n), 0, 0.02 * i)
  with_x <- lm(y ~ side + x)
  without <- lm(y ~ side)
  rows <- summary(with_x)$coefficients
  bounds <- confint(with_x, "side", 0.95)
  data.frame(
    base_x = cells(x[side == 0]), base_y = cells(y[side == 0]), candidate_x = cells(x[side == 1]), candidate_y = cells(y[side == 1]),
    difference = num(rows["side", 1]), se = num(rows["side", 2]), df = with_x$df.residual, p = num(rows["side", 4]),
    low = num(bounds[1]), high = num(bounds[2]), theta = num(rows["x", 1]),
    unadjusted_se = num(summary(without)$coefficients["side", 2]))
}))
write_csv("ancova.csv", ancova)
