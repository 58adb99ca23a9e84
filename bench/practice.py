"""Simulated practice sessions: what really happens, of which the estimator is told little.

A doctor takes 4-12 minutes for one person on average, and each consultation is gamma or
lognormal with a coefficient of variation of 0.5. Some 15 % of the booked never come. Of the
others half come at opening and half some time before the queue reaches them, as their phone
tells them. Walk-ins join the line, and the session begins up to half an hour late, sometimes
announced. Under harder conditions some sessions have two counters, some people have priority
and overtake by the published rule, and some come around the time printed on the ticket, which
the plan gets wrong by up to a quarter.

The estimator never sees these figures. In seven sessions of ten it is given what up to ten
earlier days of that doctor measured, in the others only the plan.
"""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import log, sqrt
from random import Random
from statistics import fmean

from titian.queue.rules import calling
from titian.queue.rules.estimate import Habit

MINUTE = 60.0
SPREAD = 0.5


@dataclass
class Patient:
    number: int
    priority: bool
    arrives: float | None  # None: never comes
    printed: float | None  # the time on the ticket; a walk-in has none
    service: float
    late_after: int | None = None
    called: float | None = None
    done: float | None = None

    @property
    def booked(self) -> bool:
        return self.printed is not None

    def is_here(self, moment: float) -> bool:
        return self.arrives is not None and self.arrives <= moment


@dataclass
class Practice:
    """One session; seconds count from its planned start."""

    conditions: "Conditions"
    doctor: "Doctor"
    habit: Habit
    starts: float
    announced: float  # the moment a delay was announced, with its minutes
    delay_minutes: int
    patients: list[Patient] = field(default_factory=list)
    calls: list[tuple[float, Patient, calling.Lane]] = field(default_factory=list)


@dataclass(frozen=True)
class Conditions:
    """How unruly the sessions are."""

    two_counters: float  # share of sessions with two
    priority: float  # share of people
    by_print: float  # share of people who come around the time printed on the ticket


PLAIN = Conditions(two_counters=0, priority=0, by_print=0)
HARD = Conditions(two_counters=0.2, priority=0.1, by_print=0.05)


@dataclass(frozen=True)
class Doctor:
    """What stays the same from day to day, and the plan made for it."""

    mean: float
    planned: float  # seconds for one person, as the schedule means it
    absent: float
    counters: int
    skewed: bool


def practice(chance: Random, conditions: Conditions = PLAIN) -> Practice:
    """One session, run to its end."""
    mean = chance.uniform(4, 12) * MINUTE
    doctor = Doctor(
        mean=mean,
        planned=mean * chance.uniform(0.8, 1.25),
        absent=chance.betavariate(30, 170),
        counters=2 if chance.random() < conditions.two_counters else 1,
        skewed=chance.random() < 0.5,
    )
    starts = chance.uniform(0, 30) * MINUTE
    told = starts > 15 * MINUTE and chance.random() < 0.3
    made = Practice(
        conditions=conditions,
        doctor=doctor,
        habit=_habit(chance, doctor),
        starts=starts,
        announced=chance.uniform(-20, 0) * MINUTE,
        delay_minutes=int(starts / MINUTE / 5 + 0.5) * 5 if told else 0,
    )
    booked = chance.randint(20, 60)
    made.patients = [*_booked(chance, made, booked), *_walk_ins(chance, made, booked)]
    _run(made)
    return made


def _habit(chance: Random, doctor: Doctor) -> Habit:
    """What earlier days measured, with about thirty people each; else the plan."""
    if chance.random() < 0.3:
        return Habit.planned(doctor.planned / MINUTE)
    days = chance.randint(3, 10)
    pace = fmean(_service(chance, doctor) for _ in range(30 * days))
    absent = fmean(chance.random() < doctor.absent for _ in range(30 * days))
    late = fmean(chance.uniform(0, 30) for _ in range(days))
    return Habit.measured(pace / MINUTE, coming_share=1 - absent, late_minutes=late)


def _booked(chance: Random, made: Practice, count: int) -> Iterator[Patient]:
    for number in range(1, count + 1):
        printed = (number - 1) * made.doctor.planned / made.doctor.counters
        served = (number - 1) * (1 - made.doctor.absent) / made.doctor.counters
        arrives: float | None = chance.choices(
            (
                chance.uniform(-40, 10) * MINUTE,
                made.starts + served * made.doctor.mean - chance.uniform(10, 60) * MINUTE,
                printed - chance.uniform(-20, 40) * MINUTE,
            ),
            (0.5, 0.5 - made.conditions.by_print, made.conditions.by_print),
        )[0]
        if chance.random() < made.doctor.absent:
            arrives = None
        elif arrives is not None:
            arrives = max(arrives, -60 * MINUTE)
        yield _patient(chance, made, number, arrives, printed)


def _walk_ins(chance: Random, made: Practice, booked: int) -> Iterator[Patient]:
    length = booked * made.doctor.planned / made.doctor.counters
    moments = sorted(
        chance.uniform(-20 * MINUTE, 0.8 * length)
        for _ in range(round(booked * chance.uniform(0, 0.20)))
    )
    for number, moment in enumerate(moments, start=booked + 1):
        yield _patient(chance, made, number, moment, None)


def _patient(
    chance: Random, made: Practice, number: int, arrives: float | None, printed: float | None
) -> Patient:
    service = _service(chance, made.doctor)
    return Patient(number, chance.random() < made.conditions.priority, arrives, printed, service)


def _service(chance: Random, doctor: Doctor) -> float:
    mean = doctor.mean
    if doctor.skewed:
        deviation = sqrt(log(1 + SPREAD**2))
        return mean * chance.lognormvariate(-(deviation**2) / 2, deviation)
    return chance.gammavariate(1 / SPREAD**2, mean * SPREAD**2)


def _run(made: Practice) -> None:
    """Call people by the published rule until nobody is left."""
    free = [made.starts] * made.doctor.counters
    left = sorted((p for p in made.patients if p.arrives is not None), key=_arrival)
    here: list[Patient] = []
    while left or here:
        now = heapq.heappop(free)
        if not here and left:
            now = max(now, _arrival(left[0]))
        while left and _arrival(left[0]) <= now:
            here.append(_checked_in(left.pop(0), made))
        chosen = _call(made, here, now)
        heapq.heappush(free, chosen.done or now)


def _arrival(patient: Patient) -> float:
    return patient.arrives if patient.arrives is not None else float("inf")


def _checked_in(patient: Patient, made: Practice) -> Patient:
    in_turn = [
        p.number
        for at, p, lane in made.calls
        if lane is not calling.Lane.PRIORITY and at <= _arrival(patient)
    ]
    if calling.came_late(patient.number, max(in_turn, default=0)):
        patient.late_after = sum(at <= _arrival(patient) for at, _, _ in made.calls)
    return patient


def _call(made: Practice, here: list[Patient], now: float) -> Patient:
    waiting = [in_line(patient, len(made.calls)) for patient in here]
    recent = [calling.Call(lane) for _, _, lane in made.calls[-6:]]
    chosen = calling.next_to_call(waiting, recent)
    patient = next(p for p in here if chosen and p.number == chosen.number)
    lane = calling.lane_of(in_line(patient, len(made.calls)), waiting, recent)
    here.remove(patient)
    patient.called, patient.done = now, now + patient.service
    made.calls.append((now, patient, lane))
    return patient


def in_line(patient: Patient, calls_made: int) -> calling.Waiting:
    """How the rule sees somebody who is here."""
    passed = None if patient.late_after is None else calls_made - patient.late_after
    return calling.Waiting(
        patient.number, patient.number, priority=patient.priority, let_pass=passed
    )
