"""What a criteria file may not say: each fault is refused with the file, the item and the key."""

import re
from pathlib import Path

import pytest

from config.loader import FOLDER, CriteriaError, load_criteria

REAL = (FOLDER / "2568.toml").read_text(encoding="utf-8")


def block(code: str) -> str:
    """The text of one item of the real file."""
    found = re.search(rf'\[\[items\]\]\ncode = "{code}"\n.*?(?=\n\[\[items\]\]|\Z)', REAL, re.DOTALL)
    assert found
    return found.group()


def within(code: str, pattern: str, new: str) -> str:
    """The real file with the first match of ``pattern`` in one item put otherwise."""
    old = block(code)
    changed, times = re.subn(pattern, lambda _: new, old, count=1, flags=re.DOTALL | re.MULTILINE)
    assert times == 1, f"{pattern} is not in {code}"
    return REAL.replace(old, changed)


def on_top(pattern: str, new: str) -> str:
    """The real file with the first match of ``pattern`` in it put otherwise."""
    changed, times = re.subn(pattern, lambda _: new, REAL, count=1, flags=re.MULTILINE)
    assert times == 1, f"{pattern} is not in the file"
    return changed


def refusal(tmp_path: Path, text: str) -> str:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CriteriaError) as caught:
        load_criteria(path)
    return str(caught.value)


def test_the_real_file_itself_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(REAL, encoding="utf-8")
    assert load_criteria(path).name == "mine"


LABELS = r"^labels = \[.*?^\]"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            within("O12", r"^labels = \[", "lables = ["),
            "mine.toml: O12: unknown key 'lables' (did you mean 'labels'?)",
        ),
        (within("O12", r"^unit = .*?$", 'colour = "แดง"'), "mine.toml: O12: unknown key 'colour'"),
        (on_top(r"^count = ", "cuont = "), "mine.toml: unknown key 'cuont' (did you mean 'count'?)"),
        (on_top(r"^margin = ", "margn = "), "mine.toml: scoring: unknown key 'margn' (did you mean 'margin'?)"),
        (
            within("O12", r"^wording = ", "wordng = "),
            "mine.toml: O12: item_name: unknown key 'wordng' (did you mean 'wording'?)",
        ),
        (
            on_top(r'^\[\[indicators.subs\]\]\ncode = "9.1"', '[[indicators.subs]]\nkode = "9.1"'),
            "mine.toml: indicators entry 1: subs entry 1: unknown key 'kode' (did you mean 'code'?)",
        ),
    ],
)
def test_unknown_key(tmp_path: Path, text: str, message: str) -> None:
    assert refusal(tmp_path, text) == message


@pytest.mark.parametrize("key", ["title", "sub", "year", "basis", "gloss", "advice", "unit", "example"])
def test_missing_key_of_an_item(tmp_path: Path, key: str) -> None:
    assert refusal(tmp_path, within("O7", rf"^{key} = .*?\n", "")) == f"mine.toml: O7: missing key '{key}'"


@pytest.mark.parametrize("key", ["wording", "basis", "advice"])
def test_missing_key_of_an_element(tmp_path: Path, key: str) -> None:
    before, after = block("O7").split('name = "results"\n')
    cut = before + 'name = "results"\n' + re.sub(rf"^{key} = .*?\n", "", after, count=1, flags=re.MULTILINE)
    assert refusal(tmp_path, REAL.replace(block("O7"), cut)) == f"mine.toml: O7: results: missing key '{key}'"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (within("O7", LABELS + "\n", ""), "mine.toml: O7: missing key 'labels'"),
        (within("O7", r"^unlike = \[.*?^\]\n", ""), "mine.toml: O7: missing key 'unlike'"),
        (within("O7", r"^year_basis = .*?\n", ""), "mine.toml: O7: missing key 'year_basis'"),
        (within("O7", r'^code = "O7"\n', ""), "mine.toml: items entry 7: missing key 'code'"),
        (on_top(r"^year = 2568\n", ""), "mine.toml: missing key 'year'"),
        (on_top(r"^margin = .*\n", ""), "mine.toml: scoring: missing key 'margin'"),
        ('title = "ก"\nyear = 2568\ncount = 0\n', "mine.toml: missing [scoring]"),
        ("", "mine.toml: missing key 'title'"),
        (
            REAL.replace(block("O7"), block("O7").split("\n[[items.elements]]")[0]),
            "mine.toml: O7: missing [[elements]]",
        ),
        (REAL[: REAL.index("[[items]]")], "mine.toml: missing [[items]]"),
    ],
)
def test_missing_parts(tmp_path: Path, text: str, message: str) -> None:
    assert refusal(tmp_path, text) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (on_top("^count = 28", "count = 27"), "mine.toml: 'count' is 27, but the file has 28 items"),
        (REAL.replace(block("O28"), ""), "mine.toml: 'count' is 28, but the file has 27 items"),
        (on_top("^count = 28", "count = true"), "mine.toml: 'count' must be a whole number, not True"),
        (on_top("^year = 2568", "year = 2025"), "mine.toml: 'year' must be a Buddhist year, not 2025"),
        (on_top("^levels = .*$", "levels = [0, 50]"), "mine.toml: scoring: 'levels' must rise from 0 to 100"),
        (on_top("^levels = .*$", "levels = [0, 50, 50, 100]"), "mine.toml: scoring: 'levels' must rise from 0 to 100"),
        (on_top("^levels = .*$", 'levels = [0, "50", 100]'), "mine.toml: scoring: 'levels' must be a number"),
        (on_top("^levels = .*$", "levels = 100"), "mine.toml: scoring: 'levels' must be a list, not 100"),
        (
            on_top("^iit = 0.3", "iit = 0.4"),
            "mine.toml: scoring: the weights iit, eit, oit add up to 1.1, not 1",
        ),
        (on_top("^oit = 0.4", "oit = 40"), "mine.toml: scoring: 'oit' must be a number from 0 to 1, not 40"),
        (
            on_top('^averaging = "subindicators"', 'averaging = "subindicator"'),
            "mine.toml: scoring: 'averaging' is 'subindicator' (did you mean 'subindicators'?)",
        ),
        (
            on_top('^code = "9.2"', 'code = "9.1"'),
            "mine.toml: indicators entry 1: subs entry 2: repeated code '9.1'",
        ),
        (
            on_top('^code = "9.2"$', 'code = "9.7"'),
            "mine.toml: O5: unknown sub-indicator '9.2'; the file has 9.1, 9.7, 9.3",
        ),
    ],
)
def test_the_list_as_a_whole(tmp_path: Path, text: str, message: str) -> None:
    assert refusal(tmp_path, text).startswith(message)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            within("O12", '^rule = "procurement_list"', 'rule = "procurement_lists"'),
            "mine.toml: O12: unknown rule 'procurement_lists' (did you mean 'procurement_list'?)",
        ),
        (within("O12", '^rule = "procurement_list"', 'rule = "o12x"'), "mine.toml: O12: unknown rule 'o12x'"),
        (
            within("O12", "^rule = .*?$", ""),
            "mine.toml: O12: one of 'rule' and 'manual' must be there, not both",
        ),
        (
            within("O12", '^rule = "procurement_list"', 'rule = "procurement_list"\nmanual = "ให้คนดู"'),
            "mine.toml: O12: one of 'rule' and 'manual' must be there, not both",
        ),
        (
            within("O12", '^basis = "quoted"', 'basis = "qouted"'),
            "mine.toml: O12: 'basis' is 'qouted' (did you mean 'quoted'?); "
            "it must be one of 'quoted', 'parallel', 'practice', 'assumed'",
        ),
        (
            within("O12", '^year = "N"', 'year = "N-2"'),
            "mine.toml: O12: 'year' is 'N-2' (did you mean 'N-1'?); it must be one of '', 'N', 'N-1'",
        ),
        (
            within("O12", '^year = "N"', 'year = "2568"'),
            "mine.toml: O12: 'year' is '2568'; it must be one of '', 'N', 'N-1'",
        ),
        (within("O12", '^year = "N"', "year = 2568"), "mine.toml: O12: 'year' must be text, not 2568"),
        (within("O12", '^year = "N"', 'year = ""'), "mine.toml: O12: 'year_basis' stands without a year"),
        (
            within("O12", '^name = "year"', 'name = "years"'),
            "mine.toml: O12: 'year' and an element named 'year' must stand together",
        ),
        (
            within("O8", '^name = "law"', 'name = "year"'),
            "mine.toml: O8: 'year' and an element named 'year' must stand together",
        ),
        (
            within("O12", '^sub = "9.3"', 'sub = "9.9"'),
            "mine.toml: O12: unknown sub-indicator '9.9'; the file has 9.1, 9.2, 9.3, 9.4, 9.5, 10.1, 10.2",
        ),
        (within("O13", '^code = "O13"', 'code = "O12"'), "mine.toml: O12: repeated item"),
        (within("O12", '^name = "budget"', 'name = "item_name"'), "mine.toml: O12: repeated element 'item_name'"),
        (within("O3", '^name = "two_way"', 'name = "map"'), "mine.toml: O3: repeated element 'map'"),
        (
            within("O12", '^name = "budget"', 'name = "the budget"'),
            "mine.toml: O12: the budget: 'name' must be a function's name, not 'the budget'",
        ),
        (within("O12", "^unit = .*?$", 'unit = ""'), "mine.toml: O12: 'unit' is empty: ''"),
        (within("O12", "^gloss = .*?$", 'gloss = "  "'), "mine.toml: O12: 'gloss' is empty: '  '"),
        (
            within("O12", "^example = .*?$", 'example = "รายการ {N+1}"'),
            "mine.toml: O12: 'example' holds '{N+1}'; only {N} and {N-1} are filled in",
        ),
        (
            within("O12", "^wording = .*?$", 'wording = "รายการ {ปี}"'),
            "mine.toml: O12: item_name: 'wording' holds '{ปี}'; only {N} and {N-1} are filled in",
        ),
        (
            within("O8", "^title = .*?$", 'title = "ข้อมูล ผู้บริหาร"'),
            "mine.toml: O8: 'title' is also the title of O2: 'ข้อมูล ผู้บริหาร'",
        ),
    ],
)
def test_an_item(tmp_path: Path, text: str, message: str) -> None:
    assert refusal(tmp_path, text) == message


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ('["แผนที่หนึ่ง", ""]', "'labels' entry 2 is empty: ''"),
        ('["แผนที่หนึ่ง", " แผนที่สอง"]', "'labels' entry 2 begins or ends with white space: ' แผนที่สอง'"),
        (
            '["แผนที่  หนึ่ง"]',
            "'labels' entry 1 holds broken white space or an unseen character: 'แผนที่  หนึ่ง'",
        ),
        (
            '["แผนที่\\tหนึ่ง"]',
            "'labels' entry 1 holds broken white space or an unseen character: 'แผนที่\\tหนึ่ง'",
        ),
        (
            '["แผนที่\\u200bหนึ่ง"]',
            "'labels' entry 1 holds broken white space or an unseen character: 'แผนที่\\u200bหนึ่ง'",
        ),
        (
            '["แผนที่\\u00a0หนึ่ง"]',
            "'labels' entry 1 holds broken white space or an unseen character: 'แผนที่\\xa0หนึ่ง'",
        ),
        ('["แผนที่หนึ่ง", 2568]', "'labels' entry 2 must be text, not 2568"),
        ('["แผนที่หนึ่ง", ["แผนที่สอง"]]', "'labels' entry 2 must be text, not ['แผนที่สอง']"),
        ('"แผนที่หนึ่ง"', "'labels' must be a list, not 'แผนที่หนึ่ง'"),
        ('["แผนที่หนึ่ง", "แผนที่หนึ่ง"]', "'labels' entry 2 'แผนที่หนึ่ง' repeats 'แผนที่หนึ่ง'"),
        ('["แผน 5 ปี", "แผน๕ปี"]', "'labels' entry 2 'แผน๕ปี' repeats 'แผน 5 ปี'"),
        ('["E-Plan", "e-plan"]', "'labels' entry 2 'e-plan' repeats 'E-Plan'"),
        (
            '["แผนดำเนินการ", "แผนด\\u0e4d\\u0e32เนินการ"]',
            "'labels' entry 2 'แผนด\u0e4d\u0e32เนินการ' repeats 'แผนดำเนินการ'",
        ),
        ('["ข้อมูล ผู้บริหาร"]', "label 'ข้อมูล ผู้บริหาร' is already a name of O2"),
        ('["ทำเนียบผู้บริหาร"]', "label 'ทำเนียบผู้บริหาร' is already a name of O2"),
    ],
)
def test_a_label_list(tmp_path: Path, labels: str, message: str) -> None:
    assert refusal(tmp_path, within("O5", LABELS, f"labels = {labels}")) == f"mine.toml: O5: {message}"


def test_a_name_cannot_be_both_label_and_look_alike(tmp_path: Path) -> None:
    text = within("O2", r"^unlike = \[.*?^\]", 'unlike = ["ข้อมูลผู้บริการ", "ข้อมูลผู้บริหาร"]')
    assert refusal(tmp_path, text) == "mine.toml: O2: 'unlike' holds 'ข้อมูลผู้บริหาร', which is also a name of this item"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (on_top("^count = 28", "count = 28\ncount = 28"), "Cannot overwrite a value"),
        (within("O12", '^sub = "9.3"', 'sub = "9.3"\nsub = "9.3"'), "Cannot overwrite a value"),
        (on_top("^count = 28", "count = "), "Invalid value"),
        (within("O12", r"^labels = \[", 'labels = ["ไม่ปิด'), "Illegal character"),
    ],
)
def test_broken_toml(tmp_path: Path, text: str, message: str) -> None:
    said = refusal(tmp_path, text)
    assert said.startswith(f"mine.toml: not valid TOML: {message}")
    assert re.search(r"line \d+", said)


SMALL = (
    re.sub(r"\[\[indicators.*", "", REAL[: REAL.index("[[items]]")], flags=re.DOTALL)
    + '[[indicators]]\ncode = "9"\nname = "การเปิดเผยข้อมูล"\n\n[[indicators.subs]]\ncode = "9.1"\nname = "ข้อมูลพื้นฐาน"\n\n'
    + "\n".join((block("O3"), block("O4")))
).replace("count = 28", "count = 2")


@pytest.mark.parametrize(
    "value", ["3", "-1.5", "nan", '""', '"ก\\nข"', "true", "[]", "[[]]", "[{}]", "{}", "2025-01-01"]
)
def test_a_wrong_value_anywhere_is_refused_and_never_crashes(tmp_path: Path, value: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(SMALL, encoding="utf-8")
    assert len(load_criteria(path).items) == 2
    keys = list(re.finditer(r"^(\w+) = (\[\n.*?^\]|.*?$)", SMALL, flags=re.DOTALL | re.MULTILINE))
    assert len(keys) > 60
    accepted = set()
    for key in keys:
        path.write_text(SMALL[: key.start(2)] + value + SMALL[key.end(2) :], encoding="utf-8")
        try:
            load_criteria(path)
        except CriteriaError as error:
            assert str(error).startswith("mine.toml: ")
        else:
            accepted.add(key[1])
    allowed = {"3": {"margin"}, '""': {"provisional", "note"}, "[]": {"labels", "unlike"}}
    assert accepted - {"year" if value == '""' else ""} == allowed.get(value, set())


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(REAL.encode("cp874", errors="replace"))
    with pytest.raises(CriteriaError, match=r"^mine\.toml: not UTF-8 text: "):
        load_criteria(path)


def test_tables_that_are_no_tables(tmp_path: Path) -> None:
    top = 'title = "ก"\nyear = 2568\ncount = 1\n'
    assert refusal(tmp_path, top + "scoring = 3\n") == "mine.toml: scoring must be a table"
    head = REAL[: REAL.index("[[items]]")]
    assert refusal(tmp_path, "items = [3]\n" + head) == "mine.toml: items entry 1 must be a table"


def test_a_name_without_a_file_lists_what_there_is() -> None:
    with pytest.raises(CriteriaError) as caught:
        load_criteria("2570")
    assert str(caught.value) == (
        "no criteria named '2570'; there are 2569, 2568, 2567, 2566, 2565, or give a .toml file's path"
    )


@pytest.mark.parametrize("name", ["nowhere.toml", "folder/list"])
def test_a_path_without_a_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(CriteriaError) as caught:
        load_criteria(tmp_path / name)
    assert str(caught.value) == f"{tmp_path / name}: no such criteria file"
    with pytest.raises(CriteriaError, match="no such criteria file"):
        load_criteria(name)


def test_the_caller_may_say_which_rules_there_are() -> None:
    with pytest.raises(CriteriaError) as caught:
        load_criteria("2568", rules=["structures"])
    assert str(caught.value) == "2568.toml: O1: unknown rule 'structure' (did you mean 'structures'?)"
