# The same estimates by R `survey`: means and standard errors of every domain in every area.
#
# Called as: Rscript survey.R SCORES RECORDS DOMAINS ANSWER
# SCORES holds doubles, column by column: area, stratum, psu, weight, then the scores of each domain.
# Reading them is not timed; R has no reader of Parquet among Debian's packages.
suppressMessages(library(survey))

given <- commandArgs(trailingOnly = TRUE)
records <- as.integer(given[2])
domains <- as.integer(given[3])
columns <- 4 + domains
read <- matrix(readBin(given[1], "double", records * columns), records, columns)
people <- as.data.frame(read)
scores <- paste0("score", seq_len(domains))
names(people) <- c("area", "stratum", "psu", "weight", scores)
rm(read)

began <- proc.time()
design <- svydesign(ids = ~psu, strata = ~stratum, weights = ~weight, data = people, nest = TRUE)
answers <- lapply(scores, function(score) {
  svyby(reformulate(score), ~area, design, svymean, na.rm = TRUE)
})
took <- proc.time() - began

means <- sapply(answers, function(answer) as.numeric(coef(answer)))
errors <- sapply(answers, function(answer) as.numeric(SE(answer)))
writeBin(c(as.vector(means), as.vector(errors)), given[4])

# The most memory this process ever held, in KB.
peak <- grep("^VmHWM", readLines("/proc/self/status"), value = TRUE)
cat(took[["elapsed"]], took[["user.self"]] + took[["sys.self"]], gsub("[^0-9]", "", peak), "\n")
