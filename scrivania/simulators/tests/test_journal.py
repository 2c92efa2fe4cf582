from concurrent.futures import ThreadPoolExecutor

import pytest

from scrivania.simulators import journal


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("SCRIVANIA_DATA", str(tmp_path))


def test_newest_first_and_not_without_end() -> None:
    assert journal.latest("idp") == []
    for number in range(60):
        journal.note("idp", "richiesta", numero=str(number))
    shown = [entry["details"]["numero"] for entry in journal.latest("idp")]
    assert shown == [str(number) for number in range(59, 9, -1)]
    assert journal.latest("mail") == []


def test_entries_written_together_stay_whole() -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: journal.note("idp", "à" * 500, numero=str(number)), range(40)))
    assert sorted(int(entry["details"]["numero"]) for entry in journal.latest("idp")) == list(range(40))


def test_the_file_doesn_t_grow_for_ever(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(journal, "_MOST_BYTES", 2000)
    for number in range(100):
        journal.note("idp", "richiesta", numero=str(number))
    sizes = [path.stat().st_size for path in (tmp_path / "simulators").glob("idp*.jsonl")]
    assert len(sizes) == 2
    assert max(sizes) < 2200
