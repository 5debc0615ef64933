"""What a simulation was asked for: the drive, its setting and its strategies, from the words of a command."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trainer.language import _

if TYPE_CHECKING:
    from trainer.drive.constituency import Constituency
    from trainer.drive.parameters import Parameters
    from trainer.drive.simulate import Setting
    from trainer.drive.turf import Turf


class WrongAsked(ValueError):
    """What cannot be simulated; `hint` says what can."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True)
class Asked:
    """A simulation as it was asked for."""

    name: str
    """The drive's id, or empty for a generated shop."""
    title: str
    setting: "Setting | Turf"
    strategies: tuple[str, ...]
    campaign: bool

    def parameters(self) -> dict[str, Any]:
        """Everything that the figures hang on besides the seed and the number of seasons."""
        from trainer.drive.turf import Turf

        setting = self.setting
        if isinstance(setting, Turf):
            about: dict[str, Any] = {"drive": self.name, "listed": setting.listed, "all_hours": setting.hours}
        else:
            calendar = setting.calendar
            about = {
                "drive": self.name,
                "people": setting.unit.people if setting.unit else setting.size,
                "weeks": calendar.weeks,
                "hours_a_week": calendar.hours,
                "quality": setting.quality,
                "campaign": self.campaign and calendar.campaign_from is not None,
            }
        return {**about, **setting.parameters.as_json()}


def asked(
    drive: str | None,
    size: int | None,
    strategies: Sequence[str],
    quality: float,
    campaign: bool,
    settings: Sequence[str],
) -> Asked | None:
    """The simulation that these words ask for; None where the drive's file has errors, which have been printed.

    Raises WrongAsked for what does not go together or is unknown.
    """
    from trainer.drive.parameters import Parameters, WrongParameter, settings_of
    from trainer.drive.season import Calendar
    from trainer.drive.simulate import Setting

    if not 0 <= quality <= 1:  # what is no number at all is caught here
        raise WrongAsked(
            _("the quality of a talk cannot be {value}").format(value=quality), _("it lies between 0 and 1")
        )
    try:
        values = settings_of(settings)
        if drive is None:
            if size is None:
                raise WrongAsked(
                    _("name a drive to simulate"),
                    _("as in: {example}").format(example="drive simulate shop_40, --size 40"),
                )
            calendar = Calendar() if campaign else Calendar(campaign_from=None)
            setting = Setting(calendar, Parameters().with_values(values), None, size, quality)
            return Asked("", "", setting, _known(strategies, turf=False), campaign)
        if size is not None:
            raise WrongAsked(_("a drive and --size ask for two things"), _("leave one of them out"))
        constituency = _loaded(drive)
        return None if constituency is None else _of(constituency, strategies, quality, campaign, values)
    except WrongParameter as wrong:
        raise WrongAsked(str(wrong), wrong.hint) from None


def _of(
    constituency: "Constituency", strategies: Sequence[str], quality: float, campaign: bool, values: dict[str, float]
) -> Asked:
    from trainer.drive.opening import calendar_of, parameters_of, turf_of, unit_of
    from trainer.drive.simulate import Setting

    parameters: Parameters = parameters_of(constituency, values)
    is_turf = constituency.form == "turf"
    names = _known(strategies, turf=is_turf)
    setting: Setting | Turf
    if is_turf:
        setting = turf_of(constituency, parameters)
    else:
        unit = unit_of(constituency, parameters)
        setting = Setting(calendar_of(constituency, campaign), parameters, unit, unit.people, quality)
    return Asked(constituency.id, constituency.title, setting, names, campaign)


def _known(strategies: Sequence[str], turf: bool) -> tuple[str, ...]:
    from trainer.drive.strategies import STRATEGIES, USUAL
    from trainer.drive.turf import TOOLS
    from trainer.scenario.report import did_you_mean

    usual, known = (TOOLS, TOOLS) if turf else (USUAL, tuple(STRATEGIES))
    for name in strategies:
        if name not in known:
            hint = did_you_mean(name, known) or _("there are {names}").format(names=", ".join(known))
            told = _("there is no strategy “{name}” for a turf") if turf else _("there is no strategy “{name}”")
            raise WrongAsked(told.format(name=name), hint)
    return tuple(dict.fromkeys(strategies)) or usual


def _loaded(name: str) -> "Constituency | None":
    from trainer.drive.constituency import find_drive, load_constituency
    from trainer.scenario.library import UnknownScenario

    try:
        loaded = load_constituency(find_drive(name))
    except UnknownScenario as unknown:
        raise WrongAsked(str(unknown), unknown.hint) from None
    if loaded.constituency is None:
        import sys

        from trainer.scenario.characters import shown

        for finding in loaded.findings:
            print(
                shown(f"{loaded.name}:{finding.line}:{finding.column} {finding.code} {finding.message}"),
                file=sys.stderr,
            )
            if finding.hint:
                print(shown(f"  mend: {finding.hint}"), file=sys.stderr)
    return loaded.constituency
