"""One colour for each measure, wherever it is drawn; each at least 3:1 on paper and on the dark ground."""

MOOD = "#1F8A7D"
CRAVING = "#C0730A"
STRESS = "#9467B5"
SLEEP = "#3F7FC1"
KEPT = "#1F8A7D"
SLIP = "#B8592C"  # always a diamond: colour never says it alone
NO_WORD = "#8A8F8C"
