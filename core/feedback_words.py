"""The wordings of feedback: seven of each kind, one for each day of a week, so that none comes back within seven days.

They are code and not a TOML file, because gettext finds a sentence, and its plural, only where code names it.
"""

from core.language import _, ngettext

LABELS = {"mood": _("Mood"), "craving": _("Craving"), "stress": _("Stress")}

ABOVE = (
    _("{what} is {by} above your usual: {value} against {usual}."),
    _("{what} {value}: that is {by} more than your usual {usual}."),
    _("{what} at {value}, {by} higher than the {usual} that is usual for you."),
    _("{what}: {by} up from your usual {usual}, to {value}."),
    _("{what} {value}; the middle of your last 28 days is {usual}, so {by} more."),
    _("{what}: you said {value}, {by} over your usual {usual}."),
    _("{what} came to {value}, with {usual} as your usual: {by} above it."),
)
BELOW = (
    _("{what} is {by} below your usual: {value} against {usual}."),
    _("{what} {value}: that is {by} less than your usual {usual}."),
    _("{what} at {value}, {by} lower than the {usual} that is usual for you."),
    _("{what}: {by} down from your usual {usual}, to {value}."),
    _("{what} {value}; the middle of your last 28 days is {usual}, so {by} less."),
    _("{what}: you said {value}, {by} under your usual {usual}."),
    _("{what} came to {value}, with {usual} as your usual: {by} below it."),
)
SLEPT_MORE = (
    _("You slept {value} h, {by} h more than your usual {usual} h."),
    _("Sleep: {value} h, where {usual} h is usual for you; {by} h more."),
    _("A longer night, {value} h: {by} h above your usual {usual} h."),
    _("{value} h of sleep is {by} h over your usual {usual} h."),
    _("Your night had {value} h; the middle of your last 28 days is {usual} h, so {by} h more."),
    _("Sleep went up by {by} h from your usual {usual} h, to {value} h."),
    _("With {value} h you slept {by} h longer than your usual {usual} h."),
)
SLEPT_LESS = (
    _("You slept {value} h, {by} h less than your usual {usual} h."),
    _("Sleep: {value} h, where {usual} h is usual for you; {by} h less."),
    _("A shorter night, {value} h: {by} h below your usual {usual} h."),
    _("{value} h of sleep is {by} h under your usual {usual} h."),
    _("Your night had {value} h; the middle of your last 28 days is {usual} h, so {by} h less."),
    _("Sleep went down by {by} h from your usual {usual} h, to {value} h."),
    _("With {value} h you slept {by} h shorter than your usual {usual} h."),
)
NEAR = (
    _("Mood {value}, and your usual is {usual}: close together."),
    _("Mood {value} is near your usual {usual}."),
    _("Your mood, {value}, is within 2 points of your usual {usual}."),
    _("Nothing far from usual: mood {value}, with {usual} as the middle of your last 28 days."),
    _("Mood {value} beside a usual of {usual}: an ordinary day by your own numbers."),
    _("By your own measure a usual day: mood {value}, usual {usual}."),
    _("Your numbers stayed near their usual, mood at {value} with a usual of {usual}."),
)
BACK_AGAIN = (
    _("Back again after {when}: 1 day kept since."),
    _("1 day kept since {when}, and the next can follow."),
    _("Since {when}: 1 day kept."),
    _("1 day kept, and it is the first since {when}."),
    _("The first day after {when} is kept: 1 day."),
    _("Kept again: 1 day since {when}."),
    _("After {when} comes 1 kept day, by your own word."),
)
OFFERS = (
    _("If you want, you can look back at the 3 days before, now or later."),
    _("Where it began may lie in the 3 days before; looking can wait until you want to."),
    _("A look back at the 3 days before is there for you, and nothing happens if you leave it."),
    _("When you feel like it, the 3 days before may show where it began."),
    _("You may look back at the 3 days before, or let it be for now."),
    _("A look back over the 3 days before stays open for 30 days."),
    _("Only if it helps: look back at the 3 days before and say what was part of it."),
)


def stands(kept: int) -> tuple[str, ...]:
    """On a slip: with {kept} and {run}, the longest one in words."""
    return (
        ngettext(
            "Your {kept} kept day and your longest run of {run} stand.",
            "Your {kept} kept days and your longest run of {run} stand.",
            kept,
        ),
        ngettext(
            "A slip takes nothing back: {kept} kept day in all, longest run {run}.",
            "A slip takes nothing back: {kept} kept days in all, longest run {run}.",
            kept,
        ),
        ngettext(
            "{kept} kept day stays yours, and so does your longest run: {run}.",
            "{kept} kept days stay yours, and so does your longest run: {run}.",
            kept,
        ),
        ngettext(
            "Thank you for saying so; {kept} kept day and a longest run of {run} still stand.",
            "Thank you for saying so; {kept} kept days and a longest run of {run} still stand.",
            kept,
        ),
        ngettext(
            "This is 1 day beside {kept} kept day, and your longest run of {run} stands.",
            "This is 1 day beside {kept} kept days, and your longest run of {run} stands.",
            kept,
        ),
        ngettext(
            "What you reached stays: {kept} kept day, longest run {run}.",
            "What you reached stays: {kept} kept days, longest run {run}.",
            kept,
        ),
        ngettext(
            "You said it as it was; {kept} kept day stands, and so does the longest run: {run}.",
            "You said it as it was; {kept} kept days stand, and so does the longest run: {run}.",
            kept,
        ),
    )


def back_after(gap: int) -> tuple[str, ...]:
    """On the first word after a silence: with {gap}, days since the last word, and {recorded}."""
    return (
        ngettext(
            "Your last word was {gap} day earlier; good that you are back (days on record: {recorded}).",
            "Your last word was {gap} days earlier; good that you are back (days on record: {recorded}).",
            gap,
        ),
        ngettext(
            "Back after {gap} day, and nothing was lost meanwhile (days on record: {recorded}).",
            "Back after {gap} days, and nothing was lost meanwhile (days on record: {recorded}).",
            gap,
        ),
        ngettext(
            "A word again, {gap} day after the last one (days on record: {recorded}).",
            "A word again, {gap} days after the last one (days on record: {recorded}).",
            gap,
        ),
        ngettext(
            "{gap} day after your last word, all of it is still here (days on record: {recorded}).",
            "{gap} days after your last word, all of it is still here (days on record: {recorded}).",
            gap,
        ),
        ngettext(
            "You are here again after {gap} day, and your record goes on (days in it: {recorded}).",
            "You are here again after {gap} days, and your record goes on (days in it: {recorded}).",
            gap,
        ),
        ngettext(
            "Good to have your word again after {gap} day (days on record: {recorded}).",
            "Good to have your word again after {gap} days (days on record: {recorded}).",
            gap,
        ),
        ngettext(
            "The silence is over after {gap} day; it took nothing away (days on record: {recorded}).",
            "The silence is over after {gap} days; it took nothing away (days on record: {recorded}).",
            gap,
        ),
    )


def until_usual(n: int) -> tuple[str, ...]:
    """With {n}, the check-ins still missing."""
    return (
        ngettext(
            "{n} more check-in and Handrail can tell you what is usual for you.",
            "{n} more check-ins and Handrail can tell you what is usual for you.",
            n,
        ),
        ngettext(
            "Handrail can name your usual after {n} more check-in.",
            "Handrail can name your usual after {n} more check-ins.",
            n,
        ),
        ngettext(
            "Your usual rests on 7 check-ins, and {n} more is needed.",
            "Your usual rests on 7 check-ins, and {n} more are needed.",
            n,
        ),
        ngettext(
            "{n} check-in to go, then your days can be held beside your own usual.",
            "{n} check-ins to go, then your days can be held beside your own usual.",
            n,
        ),
        ngettext(
            "Still {n} check-in until your own usual can be named.",
            "Still {n} check-ins until your own usual can be named.",
            n,
        ),
        ngettext(
            "After {n} more check-in you will see here what differs from your usual.",
            "After {n} more check-ins you will see here what differs from your usual.",
            n,
        ),
        ngettext(
            "To know your usual, Handrail needs {n} more check-in.",
            "To know your usual, Handrail needs {n} more check-ins.",
            n,
        ),
    )


def kept_in_all(n: int) -> str:
    return ngettext("{n} kept day in all, and it stays.", "{n} kept days in all, and they stay.", n).format(n=n)


def run_reached(n: int) -> str:
    return ngettext("Your run is {n} day long now.", "Your run is {n} days long now.", n).format(n=n)
