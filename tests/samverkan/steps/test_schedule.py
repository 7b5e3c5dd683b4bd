import os
import re
import shlex
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import PurePosixPath, PureWindowsPath

import pytest

from samverkan.steps.schedule import (
    Form,
    ScheduleError,
    format_cron,
    format_service,
    format_task,
    format_timer,
    iter_schedule_lines,
    plan_schedule,
)

PYTHON = PurePosixPath("/opt/samverkan/bin/python3")
PATHS = ["/srv/studie", "/srv/Min studie 100 % å", '/srv/$HOME/it\'s "x"', "/srv/a;b&c\\d"]
SPACE = {"t": "http://schemas.microsoft.com/windows/2004/02/mit/task"}


def plan(path="/srv/studie", at="3", day="sun"):
    return plan_schedule(PurePosixPath(path), PYTHON, at, day)


def test_studies_begin_at_minutes_of_their_own_that_stay_the_same():
    minutes = [plan(f"/srv/studie-{number}").minute for number in range(200)]
    assert len(set(minutes)) > 40
    assert minutes == [plan(f"/srv/studie-{number}").minute for number in range(200)]
    assert plan(at="4:05").time == "04:05"


@pytest.mark.parametrize(("at", "day"), [("24", "sun"), ("3:60", "sun"), ("", "sun"), ("3", "sön")])
def test_no_time_and_no_day_are_refused_with_a_mend(at, day):
    with pytest.raises(ScheduleError, match="write"):
        plan(at=at, day=day)


def test_a_folder_with_a_line_break_is_refused():
    with pytest.raises(ScheduleError, match="rename"):
        plan("/srv/a\nExecStart=x")


@pytest.mark.parametrize("path", PATHS)
def test_the_cron_line_runs_this_study_with_this_python(path):
    schedule = plan(path, "4:07")
    minute, hour, day, month, weekday, command = format_cron(schedule).split(" ", 5)
    assert (minute, hour, day, month, weekday) == ("7", "4", "*", "*", "0")
    assert not re.search(r"(?<!\\)%", command)  # cron ends the command there
    words = shlex.split(command.replace(r"\%", "%"))
    assert words[: words.index(">>")] == [str(PYTHON), "-m", "samverkan", "--study", path, "run"]
    assert words[words.index(">>") + 1] == f"{path}/samverkan.log"


def test_cron_counts_days_from_sunday_and_daily_has_none():
    assert [format_cron(plan(day=day)).split()[4] for day in ("mon", "sat", "sun", "")] == [
        "1",
        "6",
        "0",
        "*",
    ]


@pytest.mark.parametrize("path", PATHS)
def test_the_service_runs_this_study_with_this_python(path):
    line = next(one for one in format_service(plan(path)).splitlines() if one.startswith("ExecStart="))
    words = shlex.split(line.removeprefix("ExecStart="), posix=True)
    plain = [word.replace("%%", "%").replace("$$", "$") for word in words]
    assert plain == [str(PYTHON), "-m", "samverkan", "--study", path, "run"]
    assert not re.search(r"(?<!%)%(?!%)", line.replace("%%", ""))


def test_the_timer_says_when():
    assert "OnCalendar=Sun *-*-* 03:09:00\n" in format_timer(plan(at="3:09"))
    assert "OnCalendar=*-*-* 03:09:00\n" in format_timer(plan(at="3:09", day=""))


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
@pytest.mark.parametrize("path", PATHS[:3])
def test_systemd_finds_nothing_wrong(tmp_path, path):
    schedule = plan_schedule(
        PurePosixPath(path), PurePosixPath(os.path.realpath(shutil.which("sh"))), "3", "sun"
    )
    for ending, text in (("service", format_service(schedule)), ("timer", format_timer(schedule))):
        (tmp_path / f"{schedule.name}.{ending}").write_text(text, "utf-8")
    units = sorted(str(unit) for unit in tmp_path.iterdir())
    told = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", "--user", *units],
        capture_output=True,
        text=True,
        env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)},
    )
    assert schedule.name not in told.stderr
    when = subprocess.run(
        ["systemd-analyze", "calendar", f"Sun *-*-* {schedule.time}:00"], capture_output=True, text=True
    )
    assert f"Sun *-*-* {schedule.time}:00" in when.stdout


@pytest.mark.parametrize("day", ["wed", ""])
def test_the_windows_task_is_xml_with_this_study_and_this_python(day):
    folder = PureWindowsPath(r"C:\Studier & text\Min <studie>")
    python = PureWindowsPath(r"C:\Program Files\Python\python.exe")
    task = ET.fromstring(format_task(plan_schedule(folder, python, "03:17", day)))
    assert task.find("t:Actions/t:Exec/t:Command", SPACE).text == str(python)
    assert task.find("t:Actions/t:Exec/t:Arguments", SPACE).text == f'-m samverkan --study "{folder}" run'
    trigger = task.find("t:Triggers/t:CalendarTrigger", SPACE)
    assert trigger.find("t:StartBoundary", SPACE).text.endswith("T03:17:00")
    found = trigger.find("t:ScheduleByWeek/t:DaysOfWeek/t:Wednesday", SPACE)
    assert (found is not None) is bool(day)
    assert (trigger.find("t:ScheduleByDay", SPACE) is not None) is not bool(day)


@pytest.mark.parametrize("form", Form)
def test_every_form_says_where_its_text_goes(form):
    lines = list(iter_schedule_lines(plan(), form))
    assert re.search(r"systemd/user|crontab -e|schtasks", lines[0] + lines[1])
    assert any("-m samverkan --study /srv/studie run" in line for line in lines)
