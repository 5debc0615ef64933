"""Seasons shared among processes and among machines: the same figures, also where a worker dies in the middle."""

import json
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest

from trainer import cli
from trainer.drive.network import Unit
from trainer.drive.simulate import Outcome, Setting, batch_size, simulate
from trainer.drive.turf import TOOLS, Turf

STRATEGIES = ("canvass", "leaders_first")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A Dask cluster of two workers, each a process, on this machine."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1", silence_logs=50
    ) as cluster:
        yield cluster


def same(one: Any, other: Any) -> bool:
    """Whether every figure of every season is the same."""
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[name], other[name]) for name in one)
    if isinstance(one, tuple):
        return all(map(same, one, other))
    return np.array_equal(one, other, equal_nan=True)


@pytest.mark.parametrize("workers", [1, 2])
def test_processes_change_no_figure(workers: int) -> None:
    setting = Setting(size=24)
    seasons = batch_size(setting) * 3 + 1
    alone = simulate(setting, STRATEGIES, seasons, 3)
    with ProcessPoolExecutor(workers) as executor:
        shared = simulate(setting, STRATEGIES, seasons, 3, executor)
    assert same(alone, shared)


def test_any_executor_does_also_for_a_turf() -> None:
    turf = Turf(listed=1000)
    seasons = batch_size(turf) + 5
    done: list[int] = []
    with ThreadPoolExecutor(2) as executor:
        shared = simulate(turf, TOOLS, seasons, 3, executor, done.append)
    assert sum(done) == seasons
    assert same(simulate(turf, TOOLS, seasons, 3), shared)


def test_more_seasons_begin_with_the_same_ones() -> None:
    setting = Setting(unit=Unit.of_size(40))
    few: Outcome = simulate(setting, ["canvass"], 10, 3)["canvass"]
    many: Outcome = simulate(setting, ["canvass"], 300, 3)["canvass"]
    assert len(many.vote) == 300
    assert np.array_equal(few.vote, many.vote[:10])


def test_a_failing_worker_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with ThreadPoolExecutor(1) as executor, pytest.raises(KeyError):
        simulate(Setting(), ["no such strategy"], 100, 3, executor)


def test_workers_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["drive", "simulate", "--size", "30", "--seasons", "80", "--strategy", "canvass", "--format", "json"]
    told = []
    for workers in ("1", "2"):
        assert cli.run([*asked, "--workers", workers]) == 0
        told.append(capsys.readouterr().out)
    assert told[0] == told[1]


def test_a_cluster_gives_the_same_though_a_worker_is_killed(cluster: Any) -> None:
    from distributed import Client

    setting = Setting(size=60)
    seasons = batch_size(setting) * 40
    alone = simulate(setting, STRATEGIES, seasons, 3)
    done: list[int] = []
    with Client(cluster.scheduler_address, set_as_default=False) as client:
        pids = client.run(os.getpid)
        assert len(pids) == 2

        def kill_one(number: int) -> None:
            done.append(number)
            if len(done) == 5:
                os.kill(next(iter(pids.values())), signal.SIGKILL)

        shared = simulate(setting, STRATEGIES, seasons, 3, client.get_executor(), kill_one)
    assert sum(done) == seasons
    assert len(done) == 40
    assert same(alone, shared)


def test_a_cluster_on_the_command_line(cluster: Any, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["drive", "simulate", "shop_40", "--seasons", "300", "--strategy", "mixed", "--format", "json"]
    assert cli.run([*asked, "--cluster", cluster.scheduler_address]) == 0
    shared = capsys.readouterr().out
    assert cli.run(asked) == 0
    assert json.loads(shared) == json.loads(capsys.readouterr().out)


def test_a_cluster_without_the_package(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "distributed", None)
    assert cli.run(["drive", "simulate", "shop_40", "--cluster", "tcp://127.0.0.1:8786"]) == 2
    error = capsys.readouterr().err
    assert "needs the package distributed" in error
    assert "[cluster]" in error


def test_a_cluster_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("distributed")
    assert cli.run(["drive", "simulate", "shop_40", "--cluster", "nonsense://127.0.0.1:1"]) == 2
    error = capsys.readouterr().err
    assert "no scheduler answers at nonsense://127.0.0.1:1" in error
    assert "Traceback" not in error
