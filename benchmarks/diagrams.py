"""BPMN as other tools write it: a line of tasks in lanes, with arrows and a drawing."""

LANES = 4
HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI"'
    ' xmlns:dc="http://www.omg.org/spec/DD/20100524/DC">'
)


def line_of(count: int) -> bytes:
    """A whole file with so many tasks."""
    numbers = range(count)
    lanes = "".join(map(_lane, range(LANES), [count] * LANES))
    model = [HEAD, f'<process id="p" name="Line"><laneSet>{lanes}</laneSet>']
    model += map(_task, numbers)
    # The last task leads nowhere.
    model += map(_flow, numbers[:-1])
    drawing = ["<di:BPMNDiagram><di:BPMNPlane>", *map(_shape, numbers)]
    drawing += ["</di:BPMNPlane></di:BPMNDiagram></definitions>"]
    return "".join([*model, "</process>", *drawing]).encode()


def _lane(lane: int, count: int) -> str:
    tasks = range(lane, count, LANES)
    references = "".join(f"<flowNodeRef>t{task}</flowNodeRef>" for task in tasks)
    return f'<lane name="Role {lane}">{references}</lane>'


def _task(number: int) -> str:
    return (
        f'<userTask id="t{number}" name="Do the work of step {number}">'
        "<documentation>How it is done, in a few words.</documentation>"
        f"<incoming>f{number}</incoming><outgoing>f{number + 1}</outgoing>"
        "</userTask>"
    )


def _flow(number: int) -> str:
    ends = f'sourceRef="t{number}" targetRef="t{number + 1}"'
    return f'<sequenceFlow id="f{number + 1}" {ends}/>'


def _shape(number: int) -> str:
    bounds = f'<dc:Bounds x="{200 * number}" y="80" width="100" height="80"/>'
    return f'<di:BPMNShape bpmnElement="t{number}">{bounds}</di:BPMNShape>'
