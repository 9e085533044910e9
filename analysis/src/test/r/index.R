# Independent numbers for the tests of the index. Run from analysis/: Rscript src/test/r/index.R
# Needs base R and its recommended package boot (Debian: r-base-core, r-cran-boot). Results are committed under src/test/resources/r.
library(boot)
out <- "src/test/resources/r"
num <- function(x) sprintf("%.17g", x)
cells <- function(x) paste(num(x), collapse = ";")
rows <- function(m) paste(apply(m, 1, cells), collapse = "|")

write_csv <- function(name, frame) {
  con <- file(file.path(out, name), "w")
  writeLines(paste0("# ", R.version.string, ", boot ", packageVersion("boot")), con)
  write.csv(frame, con, row.names = FALSE, quote = FALSE)
  close(con)
}

# Weights by rule of metrics that are each a benchmark of its own: 1 / deviation in percent, at least 0.5, cut to a share by bisection
rule_weights <- function(base, candidate) {
  centred <- cbind(base - rowMeans(base), candidate - rowMeans(candidate))
  sd <- sqrt(rowSums(centred^2) / (ncol(centred) - 2))
  w <- 1 / pmax(0.5, 100 * sd)
  cap <- max(0.25, 1 / length(w))
  if (max(w) > cap * sum(w)) {
    level <- uniroot(function(l) l - cap * sum(pmin(w, l)), c(min(w), max(w)), tol = 1e-16, maxiter = 1000)$root
    # exact from here on: which are cut is known
    cut <- w > level
    w[cut] <- cap * sum(w[!cut]) / (1 - cap * sum(cut))
  }
  w / sum(w)
}

# Variance of a side's weighted mean: each boot judged by the weights of all others, and a share by the weights of all
loo_variance <- function(side, other, weigh) {
  n <- ncol(side)
  share <- 1 / max(4, n + ncol(other) - 2)
  fair <- sapply(seq_len(n), function(j) sum(weigh(side[, -j, drop = FALSE], other) * (side[, j] - rowMeans(side))))
  plain <- colSums(weigh(side, other) * (side - rowMeans(side)))
  ((1 - share) * sum(fair^2) + share * sum(plain^2)) / (n * (n - 1))
}

set.seed(20070627)
sizes <- list(c(3, 3), c(5, 5), c(3, 5), c(7, 4), c(2, 2))
index <- do.call(rbind, lapply(seq_along(sizes), function(k) {
  n <- sizes[[k]]
  metrics <- 4 + k
  deviation <- c(0.004, 0.006, seq(0.01, 0.12, length.out = metrics - 2))
  base <- matrix(5 + deviation * rnorm(metrics * n[1]), metrics)
  candidate <- matrix(5.02 + deviation * rnorm(metrics * n[2]), metrics)
  given <- round(runif(metrics, 0.1, 2), 2)
  one <- function(w, variances) {
    gain <- rowMeans(candidate) - rowMeans(base)
    welch <- sum(variances)^2 / sum(variances^2 / (n - 1))
    df <- if (n[1] == n[2]) sum(n) - 2 else welch
    half <- qt(0.975, df) * sqrt(sum(variances))
    # the plain definition: product of ratios to the power of their weights
    value <- 100 * prod((exp(rowMeans(candidate)) / exp(rowMeans(base)))^w)
    data.frame(value = num(value), log = num(sum(w * gain)), se = num(sqrt(sum(variances))), df = num(df),
               low = num(100 * exp(sum(w * gain) - half)), high = num(100 * exp(sum(w * gain) + half)))
  }
  w <- given / sum(given)
  # jackknife variance of each side's weighted mean
  jackknife <- function(side) {
    m <- ncol(side)
    without <- sapply(seq_len(m), function(j) sum(w * rowMeans(side[, -j, drop = FALSE])))
    (m - 1) / m * sum((without - mean(without))^2)
  }
  by_given <- one(w, c(jackknife(base), jackknife(candidate)))
  by_rule <- one(rule_weights(base, candidate), c(
    loo_variance(base, candidate, function(side, other) rule_weights(side, other)),
    loo_variance(candidate, base, function(side, other) rule_weights(side, other))))
  names(by_rule) <- paste0("rule_", names(by_rule))
  cbind(data.frame(base = rows(base), candidate = rows(candidate), given = cells(given),
                   rule = cells(rule_weights(base, candidate))), by_given, by_rule)
}))
write_csv("index.csv", index)

# Studentised bootstrap of a difference of means, the resamples of package boot
bootstrap <- do.call(rbind, lapply(list(c(8, 8), c(9, 12)), function(n) {
  scores <- c(sort(rnorm(n[1])), sort(rexp(n[2])))
  side <- rep(1:2, n)
  statistic <- function(data, i) {
    b <- data[i[side == 1]]
    c <- data[i[side == 2]]
    c(mean(c) - mean(b), var(b) / n[1] + var(c) / n[2])
  }
  b <- boot(scores, statistic, R = 199, strata = side)
  t <- (b$t[, 1] - b$t0[1]) / sqrt(b$t[, 2])
  # boot.ci's studentised interval of abs(t) has this quantile as its end: rank (R + 1) p
  data.frame(base = cells(scores[side == 1]), candidate = cells(scores[side == 2]),
             draws = rows(boot.array(b, indices = TRUE) - 1), t = cells(t), q = num(quantile(abs(t), 0.95, type = 6)))
}))
write_csv("index-bootstrap.csv", bootstrap)

# Weighted sums of independent estimates: variances add, degrees of freedom after Satterthwaite
sums <- do.call(rbind, lapply(2:6, function(k) {
  log <- rnorm(k, 0, 0.05)
  se <- runif(k, 0.001, 0.02)
  df <- runif(k, 1, 20)
  weight <- round(runif(k, 0.1, 3), 2)
  w <- weight / sum(weight)
  v <- w^2 * se^2
  total <- sum(w * log)
  total_df <- sum(v)^2 / sum(v^2 / df)
  half <- qt(0.975, total_df) * sqrt(sum(v))
  data.frame(log = cells(log), se = cells(se), df = cells(df), weight = cells(weight), value = num(100 * exp(total)),
             total_se = num(sqrt(sum(v))), total_df = num(total_df), low = num(100 * exp(total - half)),
             high = num(100 * exp(total + half)))
}))
write_csv("index-sums.csv", sums)
