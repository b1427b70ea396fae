# Makes the small samples of tests/scoring/reference/ and the numbers R's survey package gives them.
#
#   Rscript benchmarks/reference/reference.R
#
# from the root of the repository, with Debian's r-cran-survey. Run it by hand: the tests read the
# files it wrote. Everybody in these samples is invented.

suppressMessages(library(survey))
options(survey.lonely.psu = "adjust", digits = 15)
folder <- file.path("tests", "scoring", "reference")
set.seed(20240311)

# The samples -------------------------------------------------------------------------------------

people <- function(psu, stratum, households, of_households, fpc, effect) {
  size <- sample(1:3, households, replace = TRUE)
  household <- rep(seq_len(households), size)
  n <- length(household)
  home <- rnorm(households, 0, 9)[household]
  score <- pmin(100, pmax(0, 50 + effect + home + rnorm(n, 0, 16)))
  data.frame(
    stratum = stratum, psu = psu, household = household, fpc = fpc, fpc2 = of_households,
    weight = round(fpc / 4 * of_households / households * runif(n, 0.6, 1.9), 3),
    y = round(score, 2),
    knows = as.integer(runif(n) < 0.25 + effect / 60),
    met = as.integer(runif(n) < 0.06),
    sex = sample(c("female", "male"), n, replace = TRUE, prob = c(0.6, 0.4)),
    age = sample(c("18-34", "35-54", "55+"), n, replace = TRUE, prob = c(0.3, 0.4, 0.3)),
    area = sample(c("hill", "river"), n, replace = TRUE)
  )
}

draw <- function(stratum, psus, fpc) {
  do.call(rbind, lapply(seq_len(psus), function(psu) {
    households <- sample(3:5, 1)
    people(psu, stratum, households, households + sample(4:30, 1), fpc, rnorm(1, 0, 8))
  }))
}

town <- rbind(draw("centre", 5, 14), draw("east", 4, 9), draw("west", 6, 40))
town$y[c(3, 40, 71)] <- NA

# A stratum with one PSU, and a PSU with one household of several.
lonely <- rbind(draw("centre", 4, 11), draw("east", 3, 8), draw("west", 1, 6))
first <- lonely$stratum == "centre" & lonely$psu == 2
lonely <- lonely[!first | lonely$household == 1, ]

simple <- data.frame(
  stratum = rep(c("a", "b", "c"), c(14, 9, 21)), fpc = rep(c(40, 75, 120), c(14, 9, 21))
)
simple$weight <- round(simple$fpc / c(a = 14, b = 9, c = 21)[simple$stratum] * runif(44, 0.8, 1.3), 3)
simple$y <- round(100 * rbeta(44, 2, 1.5), 2)
simple$knows <- as.integer(runif(44) < 0.4)
simple$area <- sample(c("hill", "river"), 44, replace = TRUE)

for (name in c("town", "lonely", "simple")) {
  write.csv(get(name), file.path(folder, paste0(name, ".csv")), row.names = FALSE, quote = FALSE)
  assign(name, read.csv(file.path(folder, paste0(name, ".csv"))))
}

# The designs -------------------------------------------------------------------------------------

drawn <- function(sample) list(
  simple = svydesign(~1, strata = ~stratum, weights = ~weight, data = sample),
  simple_fpc = svydesign(~1, strata = ~stratum, weights = ~weight, fpc = ~fpc, data = sample)
)
clustered <- function(sample) list(
  cluster = svydesign(~psu, strata = ~stratum, weights = ~weight, data = sample, nest = TRUE),
  cluster_fpc = svydesign(
    ~psu, strata = ~stratum, weights = ~weight, fpc = ~fpc, data = sample, nest = TRUE
  ),
  two_stage = svydesign(
    ~psu + household, strata = ~stratum, weights = ~weight, fpc = ~fpc + fpc2, data = sample,
    nest = TRUE
  )
)

# Population totals: written here, and once more in tests/scoring/test_reference.py.
sex <- c(female = 1210, male = 1090)
age <- c("18-34" = 800, "35-54" = 850, "55+" = 650)

# `calibrate` with raking is what SCORING.md describes: residuals weighted by the weights before
# raking. (`rake` gives the same weights, but takes unweighted means of u/w in its variance.)
rake_to_both <- function(design) calibrate(
  design, ~ sex + age, calfun = "raking", epsilon = 1e-13, maxit = 200,
  population = c("(Intercept)" = sum(sex), sexmale = sex[["male"]], "age35-54" = age[["35-54"]],
                 "age55+" = age[["55+"]])
)
stratify_by_age <- function(design) postStratify(
  design, ~age, data.frame(age = names(age), Freq = as.vector(age))
)

adjusted <- function(designs) c(
  designs,
  setNames(lapply(designs, rake_to_both), paste0(names(designs), "_raked")),
  setNames(lapply(designs, stratify_by_age), paste0(names(designs), "_post"))
)

# The numbers -------------------------------------------------------------------------------------

digits <- function(value) trimws(formatC(as.numeric(value), digits = 12, format = "g"))

row_of <- function(sample, design, variable, domain, mean, lower = NA, upper = NA, deff = NA) {
  data.frame(
    sample = sample, design = design, variable = variable, domain = domain,
    mean = digits(coef(mean)[[1]]), se = digits(SE(mean)[[1]]),
    deff = digits(deff), lower = digits(lower), upper = digits(upper)
  )
}

means <- function(sample, name, design, variable = "y") {
  formula <- reformulate(variable)
  all <- svymean(formula, design, na.rm = TRUE, deff = TRUE)
  rows <- row_of(sample, name, variable, "all", all)
  # survey counts records without an answer in n, and takes any weights for those of a population.
  if (!anyNA(design$variables[[variable]]) && grepl("fpc$|two_stage$", name)) {
    rows$deff <- digits(deff(all)[[1]])
  }
  parts <- lapply(c("hill", "river"), function(part) {
    row_of(sample, name, variable, part,
           svymean(formula, subset(design, area == part), na.rm = TRUE))
  })
  rbind(rows, do.call(rbind, parts))
}

# survey's own n and df of a domain of a raked design count records outside, so only whole samples.
share <- function(sample, name, design, variable) {
  got <- svyciprop(reformulate(variable), design, method = "beta")
  row_of(sample, name, variable, "all", svymean(reformulate(variable), design),
         confint(got)[[1]], confint(got)[[2]])
}

table_of <- function(sample, designs, shares) {
  do.call(rbind, c(
    lapply(names(designs), function(name) means(sample, name, designs[[name]])),
    lapply(shares, function(variable) do.call(rbind, lapply(names(designs), function(name) {
      share(sample, name, designs[[name]], variable)
    })))
  ))
}

numbers <- rbind(
  table_of("simple", drawn(simple), c()),
  # Not with the finite population: there survey's n* exceeds n, which ours never does.
  share("simple", "simple", drawn(simple)$simple, "knows"),
  table_of("town", adjusted(clustered(town)), c("knows", "met")),
  table_of("lonely", clustered(lonely), c())
)
write.csv(numbers, file.path(folder, "expected.csv"), row.names = FALSE, quote = FALSE)

# A sample whose design a questionnaire declares ---------------------------------------------------

# PSUs lie across both areas; `homes` is the number of households in the stratum of the population.
visit <- function(psu, stratum, fpc, effect) {
  households <- sample(5:8, 1)
  of_households <- households + sample(6:40, 1)
  seen <- sample(1:2, households, replace = TRUE)
  member <- rep(seq_len(households), seen)
  n <- length(member)
  answer <- function(of) paste0("o", pmin(5, pmax(1, round(3 + effect + rnorm(of, 0, 1.1)))))
  data.frame(
    id = "", area = sample(c("hill", "river"), households, replace = TRUE)[member],
    stratum = stratum, psu = psu,
    household = paste(psu, member, sep = "-"), fpc = fpc, fpc2 = of_households,
    p_household = round(runif(households, 0.02, 0.2), 4)[member],
    adults = (seen + sample(0:2, households, replace = TRUE))[member], adults_seen = seen[member],
    factor = round(runif(households, 1, 1.4), 3)[member],
    sex = sample(c("female", "male"), n, replace = TRUE, prob = c(0.6, 0.4)),
    age = sample(c("18-34", "35-54", "55+"), n, replace = TRUE),
    tenure = sample(c("owner", "tenant"), households, replace = TRUE, prob = c(0.6, 0.4))[member],
    safe = answer(n), clean = answer(n),
    water = answer(households)[member], light = answer(households)[member]
  )
}

quarter <- do.call(rbind, Map(
  visit, 1:15, rep(c("centre", "east", "west"), c(6, 5, 4)), rep(c(14, 9, 40), c(6, 5, 4)),
  rnorm(15, 0, 0.4)
))
quarter$id <- sprintf("r%03d", seq_len(nrow(quarter)))
quarter$homes <- c(centre = 350, east = 300, west = 420)[quarter$stratum]
write.csv(quarter, file.path(folder, "quarter.csv"), row.names = FALSE, quote = FALSE)
quarter <- read.csv(file.path(folder, "quarter.csv"))

points <- function(answer) 25 * (as.integer(substring(answer, 2)) - 1)
quarter$y <- (points(quarter$safe) + points(quarter$clean)) / 2
quarter$z <- (points(quarter$water) + points(quarter$light)) / 2
quarter$home_weight <- quarter$factor / quarter$p_household
quarter$weight <- quarter$home_weight * quarter$adults / quarter$adults_seen
homes <- quarter[!duplicated(quarter$household), ]

designs_of <- function(sample, weight) list(
  stratified = svydesign(~psu, strata = ~stratum, weights = weight, data = sample),
  stratified_fpc = svydesign(~psu, strata = ~stratum, weights = weight, fpc = ~fpc, data = sample),
  two_stage = svydesign(
    ~psu + household, strata = ~stratum, weights = weight, fpc = ~fpc + fpc2, data = sample
  ),
  homes_fpc = svydesign(
    ~household, strata = ~stratum, weights = weight, fpc = ~homes, data = sample
  ),
  by_area = svydesign(~psu, strata = ~area, weights = weight, data = sample, nest = TRUE)
)

rake_homes <- function(design) calibrate(
  design, ~tenure, calfun = "raking", epsilon = 1e-13, maxit = 200,
  population = c("(Intercept)" = 1070, tenuretenant = 390)
)

of_persons <- designs_of(quarter, ~weight)
of_homes <- designs_of(homes, ~home_weight)
raked <- lapply(of_persons[c("stratified_fpc", "two_stage")], rake_to_both)
raked_homes <- lapply(of_homes[c("stratified_fpc", "two_stage")], rake_homes)

figures <- function(index, designs, variable, suffix = "") {
  do.call(rbind, lapply(names(designs), function(name) {
    do.call(rbind, lapply(c("all", "hill", "river"), function(place) {
      design <- designs[[name]]
      if (place != "all") design <- subset(design, area == place)
      mean <- svymean(reformulate(variable), design)
      data.frame(design = paste0(name, suffix), index = index, area = place,
                 mean = digits(coef(mean)[[1]]), se = digits(SE(mean)[[1]]))
    }))
  }))
}

declared <- rbind(
  figures("street", of_persons, "y"), figures("street", raked, "y", "_raked"),
  figures("home", of_homes, "z"), figures("home", raked_homes, "z", "_raked")
)
write.csv(declared, file.path(folder, "quarter_expected.csv"), row.names = FALSE, quote = FALSE)
