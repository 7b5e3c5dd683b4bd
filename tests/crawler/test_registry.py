import pytest

from crawler.errors import RegistryError, UnknownMunicipality
from crawler.registry import COLUMNS, SHIPPED, load_registry, read_municipalities

HEADER = ",".join(COLUMNS) + "\n"
ROW = "0484,Eskilstuna,04,Södermanland,B3,Större stad,107468,https://www.eskilstuna.se\n"


@pytest.fixture(scope="module")
def registry():
    return load_registry()


def test_the_shipped_registry_holds_the_290_municipalities(registry):
    assert len(registry.all) == 290
    assert len({one.code for one in registry.all}) == 290
    assert all(one.website.startswith("https://") and one.population > 0 for one in registry.all)


def test_every_municipality_is_found_by_its_name_its_code_and_its_address(registry):
    for one in registry.all:
        assert registry.get(one.name) == registry.get(one.code) == registry.get(f"{one.name} kommun") == one
        assert registry.find_by_host(f"{one.website}/download/18.1/x.pdf") == one


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("eskilstuna", "Eskilstuna"),
        ("  Eskilstuna kommun ", "Eskilstuna"),
        ("484", "Eskilstuna"),
        ("Stockholms stad", "Stockholm"),
        ("Borås stad", "Borås"),
        ("BORÅS", "Borås"),
        ("Bora\u030as", "Borås"),
        ("Region Gotland", "Gotland"),
    ],
)
def test_a_municipality_is_found_as_people_write_it(registry, written, name):
    assert registry.get(written).name == name


def test_an_unknown_name_suggests_the_nearest(registry):
    with pytest.raises(UnknownMunicipality, match="Did you mean Eskilstuna") as caught:
        registry.get("Eskilstunna")
    assert caught.value.suggestions[0] == "Eskilstuna"


def test_an_unknown_name_that_is_near_nothing_says_what_to_write(registry):
    with pytest.raises(UnknownMunicipality, match="Use a name or a four-digit code"):
        registry.get("Xyzzyquux")


def test_a_host_is_matched_whole_and_with_what_lies_below_it(registry):
    assert registry.find_by_host("https://dok.eskilstuna.se/x").code == "0484"
    assert registry.find_by_host("https://noteskilstuna.se/") is None
    assert registry.find_by_host("https://se/") is None
    assert registry.find_by_host("not an address") is None


def test_rows_of_the_study_add_and_replace(tmp_path):
    own = tmp_path / "own.csv"
    own.write_text(
        HEADER
        + "0484,Eskilstuna,04,Södermanland,B3,Större stad,1,http://127.0.0.1:8001\n"
        + "9001,Almby,99,Test,X,Test,,http://127.0.0.1:8002/\n",
        "utf-8",
    )
    registry = load_registry(own)
    assert len(registry.all) == 291
    assert registry.get("Eskilstuna").population == 1
    assert registry.get("Almby").website == "http://127.0.0.1:8002"
    assert registry.find_by_host("http://127.0.0.1:8002/x").code == "9001"
    assert registry.find_by_host("http://127.0.0.1:8003/x") is None


def test_a_file_saved_by_a_swedish_excel_is_read(tmp_path):
    own = tmp_path / "own.csv"
    own.write_text((HEADER + ROW).replace(",", ";"), "utf-8-sig")
    assert read_municipalities(own)[0].name == "Eskilstuna"


@pytest.mark.parametrize(
    ("row", "mend"),
    [
        (ROW.replace("0484", "484"), "not four digits"),
        (ROW.replace("Eskilstuna,", ",", 1), "name is empty"),
        (ROW.replace("107468", "många"), "write digits only"),
        (ROW.replace("https://www.eskilstuna.se", "www.eskilstuna.se"), "write it whole"),
        (ROW.replace("https://www.eskilstuna.se", "ftp://eskilstuna.se"), "write it whole"),
        (ROW.replace("https://www.eskilstuna.se", "https://eskilstuna.se:port"), "write it whole"),
        ('0484,"Eskil,04\n', "mend its quotes"),
    ],
)
def test_a_bad_row_is_named_by_file_and_line_with_its_mend(tmp_path, row, mend):
    own = tmp_path / "own.csv"
    own.write_text(HEADER + ROW.replace("0484", "0485") + row, "utf-8")
    with pytest.raises(RegistryError, match=mend) as caught:
        load_registry(own)
    assert str(caught.value).startswith(f"{own}:3:")


def test_a_code_that_stands_twice_in_one_file_is_a_mistake(tmp_path):
    own = tmp_path / "own.csv"
    own.write_text(HEADER + ROW + ROW, "utf-8")
    with pytest.raises(RegistryError, match="stands on line 2 too"):
        load_registry(own)


def test_missing_columns_and_other_encodings_are_said_plainly(tmp_path):
    own = tmp_path / "own.csv"
    own.write_text("code,name\n1,2\n", "utf-8")
    with pytest.raises(RegistryError, match="the columns county_code"):
        load_registry(own)
    own.write_bytes((HEADER + ROW).encode("utf-16"))
    with pytest.raises(RegistryError, match="UTF-8"):
        load_registry(own)
    with pytest.raises(RegistryError, match="cannot be read"):
        load_registry(tmp_path / "none.csv")


def test_the_shipped_file_is_the_one_that_is_read(registry):
    assert read_municipalities(SHIPPED) == registry.all
