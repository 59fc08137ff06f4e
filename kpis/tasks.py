"""Doors for the worker: each calls one function that can be run twice without harm."""

from procrastinate.contrib.django import app

from kpis import recomputing


@app.task(queue="readings", pass_context=False)
def recompute_readings(recomputation_id: int) -> None:
    recomputing.carry_out(recomputation_id)
