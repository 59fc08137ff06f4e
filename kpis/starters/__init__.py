from kpis.starters import (
    hire_to_start,
    invoice_to_cash,
    lead_to_next_step,
    order_to_delivery,
    ticket_to_resolved,
)
from kpis.starters.starter import Starter

STARTERS = {
    starter.slug: starter
    for starter in (
        lead_to_next_step.STARTER,
        order_to_delivery.STARTER,
        invoice_to_cash.STARTER,
        ticket_to_resolved.STARTER,
        hire_to_start.STARTER,
    )
}

__all__ = ["STARTERS", "Starter"]
