"""Files that were good once: read or refused, and nothing else."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from processes.bpmn import Refused, read, write
from tests.processes.bpmn_files import LEAD, definitions, flows

SAMPLE = definitions(
    '<collaboration><participant id="p" name="Sales" processRef="P"/></collaboration>'
    '<process id="P"><laneSet><lane name="Rep"><flowNodeRef>a</flowNodeRef></lane>'
    '</laneSet><startEvent id="s" name="Begun"/><userTask id="a" name="A">'
    "<documentation>&lt;p&gt;Do</documentation></userTask>"
    '<exclusiveGateway id="g"/><subProcess id="u"><task id="b"/></subProcess>'
    '<boundaryEvent id="x" attachedToRef="a"/><endEvent id="e"/>'
    '<dataObjectReference id="d" name="Form"/>'
    + flows("s a", "a g", "g u", "g e", "u e", "x b")
    + '</process><di:BPMNShape bpmnElement="a"><dc:Bounds x="1" y="NaN"/>'
    "</di:BPMNShape>"
)
OWN = write(LEAD)
PIECES = re.findall(rb"<[^>]*>|[^<]+", SAMPLE)
IDS = [b'"a"', b'"d"', b'"g"', b'"u"', b'"b"', b'"s"', b'"P"', b'"nowhere"', b'""']


def cut_off(draw):
    return SAMPLE[: draw(st.integers(0, len(SAMPLE)))]


def flipped(draw):
    content = bytearray(draw(st.sampled_from([SAMPLE, OWN])))
    for _ in range(draw(st.integers(1, 4))):
        content[draw(st.integers(0, len(content) - 1))] = draw(st.integers(0, 255))
    return bytes(content)


def swapped(draw):
    pieces = list(PIECES)
    one, other = (draw(st.integers(0, len(pieces) - 1)) for _ in range(2))
    pieces[one], pieces[other] = pieces[other], pieces[one]
    return b"".join(pieces)


def repeated(draw):
    pieces = list(PIECES)
    pieces.insert(draw(st.integers(0, len(pieces))), draw(st.sampled_from(pieces)))
    return b"".join(pieces)


def led_astray(draw):
    """Ids that stand for two things, or for nothing, and arrows in circles."""
    content = SAMPLE
    for _ in range(draw(st.integers(1, 6))):
        before, after = draw(st.sampled_from(IDS)), draw(st.sampled_from(IDS))
        content = content.replace(before, after, draw(st.integers(1, 4)))
    return content


WAYS = [cut_off, flipped, swapped, repeated, led_astray]


@st.composite
def broken(draw):
    return draw(st.sampled_from(WAYS))(draw)


def what_is_made_of(content):
    """The model, or the sentence of the refusal."""
    try:
        return read(content)
    except Refused as refusal:
        return str(refusal)


@settings(max_examples=400)
@given(broken())
def test_a_broken_file_is_read_or_refused_and_nothing_else(content):
    found = what_is_made_of(content)

    if isinstance(found, str):
        assert found.endswith(".")
    else:
        for one in found.processes:
            assert read(write(one.plan)).processes[0].plan == one.plan
