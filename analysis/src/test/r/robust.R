# Mann-Whitney and Hodges-Lehmann by wilcox.test. Run from analysis/: Rscript src/test/r/robust.R (base R only)
out <- "src/test/resources/r"
num <- function(x) sprintf("%.17g", x)
cells <- function(x) paste(num(x), collapse = ";")
write_csv <- function(name, frame) {
  con <- file(file.path(out, name), "w")
  writeLines(paste0("# ", R.version.string), con)
  write.csv(frame, con, row.names = FALSE, quote = FALSE)
  close(con)
}

set.seed(1945)
sizes <- list(c(1, 1), c(1, 2), c(2, 2), c(3, 3), c(2, 8), c(8, 2), c(4, 4), c(3, 7), c(5, 5), c(8, 11), c(10, 10), c(12, 30), c(49, 49))
shifts <- c(0, 0.5, 2, 0, 1.5, -1, 3, -2, 1, 0.4, 0.9, -0.3, 0.2)

# no ties: exact p and interval. An interval is given where the confidence can be reached: 2 / choose(m + n, m) <= 0.05.
exact <- do.call(rbind, lapply(seq_along(sizes), function(i) {
  n <- sizes[[i]]
  base <- rnorm(n[1])
  candidate <- rt(n[2], 3) + shifts[i]
  test <- suppressWarnings(wilcox.test(candidate, base, exact = TRUE, conf.int = TRUE, conf.level = 0.95))
  reached <- 2 / choose(n[1] + n[2], n[1]) <= 0.05
  k <- qwilcox(0.025, n[2], n[1])
  data.frame(
    base = cells(base), candidate = cells(candidate), statistic = num(test$statistic), p = num(test$p.value),
    shift = num(test$estimate), low = if (reached) num(test$conf.int[1]) else "", high = if (reached) num(test$conf.int[2]) else "",
    achieved = num(1 - 2 * pwilcox(max(k, 1) - 1, n[2], n[1])))
}))
write_csv("robust-exact.csv", exact)

# ties, few values: every split of the observed values, twice the smaller tail
tied <- do.call(rbind, lapply(1:12, function(i) {
  n <- list(c(3, 3), c(2, 5), c(5, 2), c(4, 6), c(7, 7), c(3, 9))[[(i - 1) %% 6 + 1]]
  base <- sample(1:(2 + i %/% 3), n[1], replace = TRUE)
  candidate <- sample(1:(2 + i %/% 3), n[2], replace = TRUE) + i %% 2
  ranks <- rank(c(candidate, base))
  sums <- combn(sum(n), n[2], function(chosen) sum(ranks[chosen]))
  observed <- sum(ranks[seq_len(n[2])])
  data.frame(
    base = cells(base), candidate = cells(candidate), statistic = num(observed - n[2] * (n[2] + 1) / 2),
    p = num(min(1, 2 * min(mean(sums <= observed), mean(sums >= observed)))))
}))
write_csv("robust-tied.csv", tied)

# 50 or more values on a side: the normal approximation, with and without ties; the interval where there are none
large <- do.call(rbind, lapply(1:6, function(i) {
  n <- list(c(50, 3), c(60, 60), c(20, 90))[[(i - 1) %% 3 + 1]]
  base <- rnorm(n[1])
  candidate <- rnorm(n[2]) + 0.1 * i
  if (i > 3) {
    base <- round(base, 1)
    candidate <- round(candidate, 1)
  }
  test <- wilcox.test(candidate, base, exact = FALSE, correct = TRUE, conf.int = TRUE, conf.level = 0.95, tol.root = 1e-11)
  data.frame(
    base = cells(base), candidate = cells(candidate), statistic = num(test$statistic), p = num(test$p.value),
    shift = num(median(outer(candidate, base, "-"))),
    low = if (i > 3) "" else num(test$conf.int[1]), high = if (i > 3) "" else num(test$conf.int[2]))
}))
write_csv("robust-large.csv", large)
