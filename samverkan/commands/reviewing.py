"""What people and models learn from each other: review, train, evaluate, simulate."""

from __future__ import annotations

from typing import Annotated

import typer

from samverkan import console
from samverkan.commands.options import DeviceName, EncoderName, Json
from samverkan.working import find_chosen_study, refuse_others, report, working, write_json


def review(
    context: typer.Context,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0: any that is free.")] = 8765,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Only print the link; do not open it.")
    ] = False,
    share: Annotated[
        str, typer.Option("--share", metavar="HOST", help="Let others in under this name; all log in.")
    ] = "",
) -> None:
    """Read, decide and agree in the browser: on this computer only, unless others are let in by --share."""
    from review.serving import PortTaken
    from review.sharing import ShareRefused
    from samverkan.steps.review import ReviewRequest, review_study

    study = find_chosen_study(context)
    try:
        review_study(study, ReviewRequest(port, not no_browser, share))
    except PortTaken as error:
        raise typer.BadParameter(str(error), param_hint="--port") from error
    except ShareRefused as error:
        raise typer.BadParameter(str(error), param_hint="--share") from error


def train(
    context: typer.Context,
    promote: Annotated[bool, typer.Option("--promote", help="Use the new model whatever it scores.")] = False,
    keep: Annotated[bool, typer.Option("--keep", help="Keep the new model without using it.")] = False,
    back: Annotated[bool, typer.Option("--back", help="Use the model before the one in use.")] = False,
    encoder: EncoderName = None,
    device: DeviceName = "auto",
) -> None:
    """Learn from what people judged; the new model is used unless it answers worse.

    With --encoder its vectors are tried beside the words, and kept if unseen passages gain by it.
    """
    from models.encoders import Device, EncoderChoice
    from samverkan.steps.train import Choice, go_back, train_study

    refuse_others("--device", [device], list(Device))
    asked = None if encoder is None else EncoderChoice.read(encoder, device)
    if promote + keep + back > 1:
        raise typer.BadParameter("Choose one of --promote, --keep and --back.", param_hint="--promote")
    with working(context, "train") as (study, store):
        if back:
            report([go_back(study)])
            return
        choice = Choice.PROMOTE if promote else Choice.KEEP if keep else Choice.AUTO
        outcome, why = train_study(study, store, choice, asked)
        report([outcome])
        for line in why:
            console.say(f"  {line}")


def evaluate(context: typer.Context, json_file: Json = None) -> None:
    """Measure the model against people: together, as settled, and each coder."""
    from samverkan.steps.evaluate import as_json, evaluate_study, iter_lines

    study = find_chosen_study(context)
    with study.open_store() as store:
        evaluation = evaluate_study(study, store)
    for line in iter_lines(evaluation):
        console.say(line)
    write_json(json_file, as_json(evaluation))


def simulate(
    batch: Annotated[int, typer.Option("--batch", min=5, help="Passages in a batch.")] = 20,
    seed: Annotated[int, typer.Option("--seed", help="Another seed, other chance.")] = 0,
    json_file: Json = None,
) -> None:
    """Replay the coded training documents as if they were reviewed: the queue beside chance."""
    from samverkan.steps.simulate import as_json, iter_lines, simulate_starter

    simulation = simulate_starter(batch, seed)
    for line in iter_lines(simulation):
        console.say(line)
    write_json(json_file, as_json(simulation))
