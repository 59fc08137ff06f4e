"""Order to delivery: what was ordered, whole, on the day that was promised."""

from kpis.starters.starter import Starter
from processes.plan import ProcessPlan, StepPlan

CONFIRMED = StepPlan(
    title="Confirm the order",
    role="Order Desk",
    instructions=(
        "1. Check article, quantity, price and address against the customer’s record.\n"
        "2. Look at the stock, and promise a day that we can keep.\n"
        "3. Send the confirmation with that day."
    ),
    inputs="An order, by mail, phone or shop",
    outputs="A confirmation with a promised day",
    handoff_what="The confirmed order, with its promised day",
    handoff_to="Warehouse Picker",
    handoff_trigger="The order is released to the warehouse",
    handoff_accepted="It stands on the day’s picking list",
    kpi={
        "statement": (
            "Confirm each order with its delivery day within 4 working hours of"
            " receipt, 95% of the time"
        ),
        "good": "Article, quantity, price, address and a day that the stock allows.",
        "measured": (
            "Order system: hours from receipt to the sent confirmation, working hours"
            " only. Share within 4, by week."
        ),
        "handoff": "Released with its promised day: the warehouse may pick it.",
        "unit": "hours",
        "summary": "share_within",
        "limit": "4",
        "direction": "at_least",
        "target": "95",
        "cadence": "week",
        "result": "Customers who plan with us and need not call to ask.",
        "control": "The order of the inbox, and which day is promised.",
        "loop": "The desk at the end of each day; the week on Monday at nine.",
    },
)

PICKED = StepPlan(
    title="Pick the goods",
    role="Warehouse Picker",
    instructions=(
        "1. Take the list of the earliest promised day.\n"
        "2. Scan each place and each article; count twice from ten up.\n"
        "3. Report an empty place before you go on."
    ),
    inputs="The day’s picking list",
    outputs="The order’s goods in one box, scanned",
    handoff_what="The box, with its list",
    handoff_to="Packer",
    handoff_trigger="The box is put on the packing line",
    handoff_accepted="The packer scans the list",
    kpi={
        "statement": "Pick order lines without an error, 99.5% of lines",
        "good": "The right article, the right number, undamaged.",
        "measured": (
            "Lines picked in the week, and those of them that the packer’s check found"
            " right. Tally of the packing line."
        ),
        "handoff": "The box stands on the packing line with its list.",
        "unit": "lines",
        "summary": "share_yes",
        "direction": "at_least",
        "target": "99.5",
        "cadence": "week",
        "result": "Nothing comes back: a wrong line costs more than it earned.",
        "control": "Scanning each place, and reporting what lies wrong.",
        "loop": "Pickers and packers on Friday, over each wrong line of the week.",
    },
)

PACKED = StepPlan(
    title="Check and pack",
    role="Packer",
    instructions=(
        "1. Compare the box with the list, line by line.\n"
        "2. Note what was wrong, then have it put right.\n"
        "3. Pack so that it may fall from a table; add the delivery note."
    ),
    inputs="The box, with its list",
    outputs="A parcel with label and delivery note, and the tally of wrong lines",
    handoff_what="The labelled parcel",
    handoff_to="Dispatcher",
    handoff_trigger="The label is printed",
    handoff_accepted="The parcel is scanned at the gate",
    kpi={
        "statement": (
            "Pack each order released by 14:00 on the same day, 98% of the time"
        ),
        "good": "Checked against the list, and packed so that it arrives whole.",
        "measured": (
            "Orders released by 14:00 in the week, and those with a label printed on"
            " the same day. Yes or no for each."
        ),
        "handoff": "The labelled parcel is at the gate: the dispatcher books it.",
        "unit": "orders",
        "summary": "share_yes",
        "direction": "at_least",
        "target": "98",
        "cadence": "week",
        "result": "The promised day is kept: what misses the lorry is a day late.",
        "control": "Which boxes come first, and the material at the bench.",
        "loop": "The shift at 14:00 and at its end; the week on Monday.",
    },
)

SHIPPED = StepPlan(
    title="Ship and announce",
    role="Dispatcher",
    instructions=(
        "1. Choose the carrier by promised day, then by price.\n"
        "2. Hand over before the cut-off, and have each parcel scanned.\n"
        "3. Send the customer the day and the tracking number."
    ),
    inputs="Labelled parcels, with their promised days",
    outputs="Parcels with the carrier, and a message to each customer",
    handoff_what="The list of the day’s parcels, with tracking numbers",
    handoff_trigger="The carrier has scanned the parcel",
    handoff_accepted="The parcel shows up in the carrier’s tracking",
    kpi={
        "statement": (
            "Hand each parcel to the carrier by the day’s cut-off, 99% of the time"
        ),
        "good": "Scanned by the carrier, and the customer has the tracking number.",
        "measured": (
            "Parcels at the gate one hour before the cut-off, and those of them scanned"
            " by the carrier that day. Yes or no for each."
        ),
        "handoff": "The carrier’s scan: from now on the parcel is watched.",
        "unit": "parcels",
        "summary": "share_yes",
        "direction": "at_least",
        "target": "99",
        "cadence": "week",
        "result": "Parcels that arrive on the promised day.",
        "control": "Which carrier is booked, and when the gate closes.",
        "loop": "The dispatcher each evening; carriers compared on the 1st.",
    },
)

DELIVERED = StepPlan(
    title="See it delivered",
    role="Dispatcher",
    instructions=(
        "1. At 10 and at 15 o’clock, list the parcels that are late.\n"
        "2. Call the carrier, then the customer, with a new day.\n"
        "3. Note why: stock, packing, carrier or address."
    ),
    inputs="The carrier’s tracking, and the promised days",
    outputs="A delivered parcel, or a customer who knows the new day",
    kpi={
        "statement": "Deliver each order whole on the promised day, 95% of orders",
        "good": "All lines, undamaged, on the day that was confirmed.",
        "measured": (
            "Orders promised for the week, and those delivered whole by the promised"
            " day. Yes or no for each."
        ),
        "handoff": "The proof of delivery is filed: the order can be billed.",
        "unit": "orders",
        "summary": "share_yes",
        "direction": "at_least",
        "target": "95",
        "cadence": "week",
        "result": "Customers who order again: they remember the promised day.",
        "control": "The two looks a day, the carrier, and the call before it is late.",
        "loop": "All four roles on Monday: the week’s late orders, cause by cause.",
    },
)

STARTER = Starter(
    slug="order-to-delivery",
    says="What was ordered, whole and undamaged, on the day that was promised.",
    plan=ProcessPlan(
        name="Order to delivery",
        purpose=(
            "Customers get what they ordered, whole, on the day that we promised, and"
            " hear from us first when we can’t keep it."
        ),
        trigger="Order received",
        outcome="Order delivered",
        steps=(CONFIRMED, PICKED, PACKED, SHIPPED, DELIVERED),
    ),
)
