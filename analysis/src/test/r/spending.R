# Independent numbers for alpha spending. Run from analysis/: Rscript src/test/r/spending.R
out <- "src/test/resources/r/spending.csv"
con <- file(out, "w")
writeLines(paste0("# ", R.version.string), con)
grid <- expand.grid(alpha = c(0.001, 0.01, 0.05, 0.2), fraction = c(0.1, 0.25, 1 / 3, 0.5, 0.75, 0.9, 1))
grid$spent <- with(grid, 2 * pnorm(qnorm(alpha / 2, lower.tail = FALSE) / sqrt(fraction), lower.tail = FALSE))
write.csv(as.data.frame(lapply(grid, function(x) sprintf("%.17g", x))), con, row.names = FALSE, quote = FALSE)
close(con)
