"""What the house rules promise about the sources themselves, where neither ruff nor import-linter can look."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES, CORE = ROOT / "pages", ROOT / "core"
# Each of them knows what a stranger may do there.
OPEN_TO_ALL = {"welcome.py", "join.py", "set_up.py", "get_help.py", "out_of_reach.py"}
SCREENS = sorted(
    path
    for folder in (PAGES, PAGES / "facilitator", PAGES / "admin")
    for path in folder.glob("*.py")
    if path.name not in ("__init__.py", "shell.py")
)
DRAWN = sorted(PAGES.rglob("*.py"))
WORDS = {"_", "ngettext"}  # a constant may be a sentence; anything else that is called does something
SQL = re.compile(r"\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE|ALTER|DROP|TRUNCATE)\s+[\w$*\"]", re.DOTALL)
PROOFS = {"Seat": {"groups"}, "AdminSeat": {"admins"}, "Viewer": {"members", "tickets"}}  # who may make one


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def source(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def called(node: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Every call below a node, with its name as it is written."""
    for found in ast.walk(node):
        if isinstance(found, ast.Call):
            yield ast.unparse(found.func), found


def first_deed(statements: list[ast.stmt]) -> str:
    """The first statement that does anything; imports, definitions and constants do nothing yet."""
    for statement in statements:
        if isinstance(statement, ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef):
            continue
        doing = {name for name, _call in called(statement)} - WORDS
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            continue
        if isinstance(statement, ast.Assign | ast.AnnAssign) and not doing:
            continue
        return ast.unparse(statement)
    return ""


def callbacks(text: str) -> list[str]:
    """Functions that a widget is given to call: they run before the page, and so before it knows who is here."""
    return [
        f"{keyword.arg}={ast.unparse(keyword.value)}"
        for _name, call in called(ast.parse(text))
        for keyword in call.keywords
        if re.fullmatch("on_[a-z]+", keyword.arg or "") and not isinstance(keyword.value, ast.Constant)
    ]


def fragments_without_a_visit(text: str) -> list[str]:
    """A fragment runs again without its page, so it has to ask for itself who is here."""
    return [
        node.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef)
        and any("fragment" in ast.unparse(decorator) for decorator in node.decorator_list)
        and first_deed(node.body) != "visit = session.begin()"
    ]


def shared_caches(text: str) -> list[str]:
    """What Streamlit keeps for all visitors at once."""
    return re.findall(r"\bcache_(?:data|resource)\b", text)


def statements_of_sql(text: str) -> list[str]:
    constants = (node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant))
    return [value for value in constants if isinstance(value, str) and SQL.search(value)]


def reaches_into_the_database(text: str) -> list[str]:
    return [name for name, _call in called(ast.parse(text)) if re.search(r"\bdb(\(\))?\.(read|write|unit|run)$", name)]


@pytest.mark.parametrize("path", SCREENS, ids=name_of)
def test_a_page_asks_who_is_here_before_it_does_anything(path):
    begins = first_deed(ast.parse(source(path)).body) == "visit = session.begin()"
    assert begins != (path.name in OPEN_TO_ALL)


def test_the_navigation_names_every_page_there_is():
    named = set(re.findall(r'"((?:\w+/)?\w+\.py)"', source(PAGES / "shell.py")))
    assert named == {path.relative_to(PAGES).as_posix() for path in SCREENS}


@pytest.mark.parametrize("path", [ROOT / "app.py", *DRAWN], ids=name_of)
def test_nothing_is_done_before_a_visit_or_kept_for_everybody(path):
    text = source(path)
    assert callbacks(text) == []
    assert fragments_without_a_visit(text) == []
    assert shared_caches(text) == []


@pytest.mark.parametrize("path", [ROOT / "app.py", *DRAWN], ids=name_of)
def test_what_people_see_knows_no_sql_and_asks_core_instead(path):
    assert statements_of_sql(source(path)) == []
    assert reaches_into_the_database(source(path)) == []


@pytest.mark.parametrize("path", DRAWN, ids=name_of)
def test_no_page_writes_html(path):
    names = {name for name, _call in called(ast.parse(source(path)))}
    assert not names & {"st.html", "components.html", "st.iframe"}
    assert "unsafe_allow_html" not in source(path)


@pytest.mark.parametrize("path", [*sorted(CORE.rglob("*.py")), *DRAWN], ids=name_of)
def test_a_proof_of_who_somebody_is_comes_only_from_where_it_is_checked(path):
    made = {name.split(".")[-1] for name, _call in called(ast.parse(source(path)))} & PROOFS.keys()
    assert {proof for proof in made if path.parent != CORE or path.stem not in PROOFS[proof]} == set()


@pytest.mark.parametrize(
    "path", [ROOT / "app.py", *DRAWN, *sorted(CORE.rglob("*.py")), *sorted((ROOT / "tests").rglob("*.py"))], ids=name_of
)
def test_a_module_says_first_what_it_is(path):
    said = ast.get_docstring(ast.parse(source(path))) or ""
    assert said.splitlines()[:1], "one sentence at the top, please"
    assert said[0].isupper()


def test_these_checks_see_what_they_are_there_for():
    assert first_deed(ast.parse("import x\nA = _('a')\nst.title('a')\nvisit = session.begin()").body) == "st.title('a')"
    assert first_deed(ast.parse("A = st.text_input('a')\nvisit = session.begin()").body) == "A = st.text_input('a')"
    assert callbacks("st.button('a', on_click=save)\nst.expander('b', on_change='rerun')") == ["on_click=save"]
    assert fragments_without_a_visit("@st.fragment(run_every=2)\ndef live():\n    st.text('a')") == ["live"]
    assert fragments_without_a_visit("@st.fragment\ndef live():\n    visit = session.begin()") == []
    assert shared_caches("@st.cache_data\ndef rows(): ...") == ["cache_data"]
    assert statements_of_sql("x = 'SELECT mood FROM check_ins'\ny = _('Select one, or drop it.')")
    assert statements_of_sql("y = _('Select one, or drop it.')") == []
    assert reaches_into_the_database("visit.db.unit(v, w)\nhouse.db().read(v, s)\nfile.read()") == [
        "visit.db.unit",
        "house.db().read",
    ]
