# Independent numbers for the tests of analysis. Run from analysis/: Rscript src/test/r/reference.R
# Needs base R only (Debian: r-base-core). Results are committed under src/test/resources/r with R's version in the first line.
out <- "src/test/resources/r"

num <- function(x) sprintf("%.17g", x)

write_csv <- function(name, frame) {
  con <- file(file.path(out, name), "w")
  writeLines(paste0("# ", R.version.string), con)
  write.csv(frame, con, row.names = FALSE, quote = FALSE)
  close(con)
}

# Welch: boot means of logarithms, unequal sizes and deviations
set.seed(20070627)
sizes <- list(c(2, 2), c(2, 5), c(3, 3), c(5, 3), c(10, 10), c(4, 12), c(3, 30))
welch <- do.call(rbind, lapply(seq_along(sizes), function(i) {
  n <- sizes[[i]]
  base <- rnorm(n[1], 3, 0.01 * i)
  candidate <- rnorm(n[2], 3.02, 0.05 / i)
  test <- t.test(candidate, base, conf.level = 0.95)
  data.frame(
    base = paste(num(base), collapse = ";"), candidate = paste(num(candidate), collapse = ";"),
    difference = num(mean(candidate) - mean(base)), se = num(test$stderr), df = num(test$parameter),
    p = num(test$p.value), low = num(test$conf.int[1]), high = num(test$conf.int[2]))
}))
write_csv("welch.csv", welch)

# Student's t with real degrees of freedom
t_grid <- expand.grid(probability = c(0.8, 0.9, 0.975, 0.995, 0.999999), df = c(1, 1.37, 2, 3.5, 4, 9, 18.2, 100, 1998))
write_csv("student-t.csv", data.frame(
  probability = num(t_grid$probability), df = num(t_grid$df), quantile = num(qt(t_grid$probability, t_grid$df))))

# Benjamini-Hochberg, with ties and a 1
p <- c(0.01, 0.04, 0.03, 0.005, 0.5, 1, 0.04, 1e-12, 0.2, 0.049, 0.7, 0.03)
write_csv("bh.csv", data.frame(p = num(p), q = num(p.adjust(p, "BH"))))

# Fisher's exact test: base passed, base failed, candidate passed, candidate failed
tables <- rbind(c(3, 1, 1, 3), c(10, 0, 0, 10), c(5, 0, 4, 1), c(0, 0, 3, 2), c(100, 2, 90, 14), c(2, 8, 9, 3),
                c(500, 500, 450, 550), c(7, 7, 7, 7))
fisher <- apply(tables, 1, function(x) fisher.test(matrix(x, 2))$p.value)
write_csv("fisher.csv", data.frame(a = tables[, 1], b = tables[, 2], c = tables[, 3], d = tables[, 4], p = num(fisher)))

# Detectable difference of two groups of n with deviation 1, by the noncentral t
n <- c(3, 4, 5, 10, 20)
delta <- sapply(n, function(k) power.t.test(n = k, sd = 1, sig.level = 0.05, power = 0.8, strict = TRUE, tol = 1e-12)$delta)
write_csv("power.csv", data.frame(n = n, delta = num(delta)))
