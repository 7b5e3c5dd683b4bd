"""Ready texts that let a computer run a study by itself: systemd, cron and the Windows Task Scheduler. Pure.

The minute comes from the study's folder, so that studies on one computer, or on many that were set up from
one recipe, do not all begin at the same moment; systemd and Windows shift it by chance besides.
"""

from __future__ import annotations

import hashlib
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath
from xml.sax.saxutils import escape

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WINDOWS_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_TIME = re.compile(r"([01]?\d|2[0-3])(?::([0-5]\d))?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_SHIFT_MINUTES = 10
_NAMESPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"


class Form(StrEnum):
    """For which program a text is."""

    SYSTEMD = "systemd"
    CRON = "cron"
    WINDOWS = "windows"


class ScheduleError(Exception):
    """What was asked for cannot be scheduled; the text names the mend."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a study runs: at `hour`:`minute` local time, on `day` of the week (0 Monday) or daily (None)."""

    folder: PurePath
    python: PurePath
    hour: int
    minute: int
    day: int | None

    @property
    def name(self) -> str:
        """The name of its unit or task: of a to z, digits and dashes, and of no other folder."""
        plain = re.sub(r"[^a-z0-9]+", "-", self.folder.name.lower()).strip("-")
        return f"samverkan-{plain or 'study'}-{_digest(self.folder)[:6]}"

    @property
    def arguments(self) -> tuple[str, ...]:
        """What the python of this installation is given."""
        return ("-m", "samverkan", "--study", str(self.folder), "run")

    @property
    def time(self) -> str:
        """The time of day as "03:17"."""
        return f"{self.hour:02}:{self.minute:02}"


def plan_schedule(folder: PurePath, python: PurePath, at: str, day: str) -> Schedule:
    """A schedule. `at` is "3" or "03:17" (without minutes they are found); `day` "sun", or "" for daily.

    Raises ScheduleError.
    """
    match = _TIME.fullmatch(at.strip())
    if match is None:
        raise ScheduleError(f"--at {at} is no time of day: write 3 or 03:17.")
    if day and day not in DAYS:
        raise ScheduleError(f"--day {day} is no day: write one of {', '.join(DAYS)}.")
    for path in (folder, python):
        if _CONTROL.search(str(path)):
            raise ScheduleError(f"{str(path)!r} has a line break in its name: rename it.")
    minute = int(match[2]) if match[2] else int(_digest(folder), 16) % 60
    return Schedule(folder, python, int(match[1]), minute, DAYS.index(day) if day else None)


def iter_schedule_lines(schedule: Schedule, form: Form) -> Iterator[str]:
    """The texts of one form, each with where it goes."""
    if form is Form.SYSTEMD:
        folder = "~/.config/systemd/user"
        yield f"# {folder}/{schedule.name}.service"
        yield format_service(schedule)
        yield f"# {folder}/{schedule.name}.timer"
        yield format_timer(schedule)
        yield f"# then: systemctl --user daemon-reload && systemctl --user enable --now {schedule.name}.timer"
        yield "# and once, so that it also runs while you are logged out: loginctl enable-linger"
    elif form is Form.CRON:
        yield "# add this line with: crontab -e"
        yield format_cron(schedule)
    else:
        yield f"<!-- save as {schedule.name}.xml, then:"
        yield f'     schtasks /Create /TN "{schedule.name}" /XML {schedule.name}.xml -->'
        yield format_task(schedule)


def format_service(schedule: Schedule) -> str:
    """The systemd service: one run of the study (systemd.service(5))."""
    command = " ".join(_quote_systemd(part) for part in (str(schedule.python), *schedule.arguments))
    return f"""[Unit]
Description=samverkan: {_plain_systemd(schedule.folder.name)}
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
ExecStart={command}
# Something failed (1) is for the health report to tell; in use (3) is for the other run.
SuccessExitStatus=3
Nice=10
TimeoutStartSec=3d
KillSignal=SIGINT
TimeoutStopSec=60
"""


def format_timer(schedule: Schedule) -> str:
    """The systemd timer; a run that was missed while the computer was off is made up for."""
    day = f"{DAYS[schedule.day].capitalize()} " if schedule.day is not None else ""
    return f"""[Unit]
Description=Runs {schedule.name}

[Timer]
OnCalendar={day}*-*-* {schedule.time}:00
RandomizedDelaySec={_SHIFT_MINUTES}min
Persistent=true

[Install]
WantedBy=timers.target
"""


def format_cron(schedule: Schedule) -> str:
    """The crontab line (crontab(5)); what the run says goes to a log in the study's folder."""
    day = "*" if schedule.day is None else str((schedule.day + 1) % 7)
    command = shlex.join((str(schedule.python), *schedule.arguments))
    log = shlex.quote(str(schedule.folder / "samverkan.log"))
    line = f"{command} >> {log} 2>&1".replace("%", r"\%")
    return f"{schedule.minute} {schedule.hour} * * {day} {line}"


def format_task(schedule: Schedule) -> str:
    """The Task Scheduler's XML (version 1.2 of its schema: the order of elements matters)."""
    every = "<ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay>"
    if schedule.day is not None:
        every = (
            f"<ScheduleByWeek><DaysOfWeek><{_WINDOWS_DAYS[schedule.day]} /></DaysOfWeek>"
            "<WeeksInterval>1</WeeksInterval></ScheduleByWeek>"
        )
    arguments = " ".join(_quote_windows(part) for part in schedule.arguments)
    return f"""<?xml version="1.0"?>
<Task version="1.2" xmlns="{_NAMESPACE}">
  <RegistrationInfo><Description>samverkan: {escape(schedule.folder.name)}</Description></RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>2026-01-01T{schedule.time}:00</StartBoundary>
      <Enabled>true</Enabled>
      <RandomDelay>PT{_SHIFT_MINUTES}M</RandomDelay>
      {every}
    </CalendarTrigger>
  </Triggers>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <StartWhenAvailable>true</StartWhenAvailable>
    <RunOnlyIfNetworkAvailable>true</RunOnlyIfNetworkAvailable>
    <ExecutionTimeLimit>P3D</ExecutionTimeLimit>
  </Settings>
  <Actions>
    <Exec>
      <Command>{escape(str(schedule.python))}</Command>
      <Arguments>{escape(arguments)}</Arguments>
      <WorkingDirectory>{escape(str(schedule.folder))}</WorkingDirectory>
    </Exec>
  </Actions>
</Task>
"""


def _digest(folder: PurePath) -> str:
    return hashlib.sha256(str(folder).encode()).hexdigest()


def _plain_systemd(text: str) -> str:
    return text.replace("%", "%%")


def _quote_systemd(part: str) -> str:
    """A word of ExecStart: percent signs and dollars doubled, quoted where it must be."""
    doubled = _plain_systemd(part).replace("$", "$$")
    if re.fullmatch(r"[\w@%+=:,./-]+", doubled):
        return doubled
    escaped = doubled.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _quote_windows(part: str) -> str:
    """An argument as the C runtime splits a command line: no path holds a quotation mark."""
    return f'"{part}"' if re.search(r"\s", part) else part
