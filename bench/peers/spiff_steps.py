"""Walk applications of three steps through SpiffWorkflow, its state saved in each; prints seconds.

Each step as a web request would do it: read the state, take the ready task, save the state, commit.
"""

import sys
from itertools import pairwise
from time import perf_counter

import psycopg
from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer

STEPS = ("village", "district", "agency")
PLACES = ("start", *STEPS, "end")
TABLE = "CREATE TABLE IF NOT EXISTS flow (id bigserial PRIMARY KEY, state jsonb NOT NULL)"


def describe() -> bytes:
    """Return the process in BPMN: one user task after the other."""
    parts = [f'<userTask id="{step}" name="{step}"/>' for step in STEPS]
    parts += [
        f'<sequenceFlow id="to_{after}" sourceRef="{before}" targetRef="{after}"/>'
        for before, after in pairwise(PLACES)
    ]
    return (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d"'
        ' targetNamespace="x"><process id="application" isExecutable="true">'
        f'<startEvent id="start"/>{"".join(parts)}<endEvent id="end"/></process></definitions>'
    ).encode()


def walk(count: int, connection: "psycopg.Connection[tuple[str]]") -> float:
    parser = BpmnParser()
    parser.add_bpmn_str(describe())
    spec = parser.get_spec("application")
    serializer = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure())
    began = perf_counter()
    for _ in range(count):
        flow = BpmnWorkflow(spec)
        flow.do_engine_steps()
        row = connection.execute(
            "INSERT INTO flow (state) VALUES (%s) RETURNING id", [serializer.serialize_json(flow)]
        ).fetchone()
        connection.commit()
        for _step in STEPS:
            take_step(connection, serializer, row[0] if row else 0)
    return perf_counter() - began


def take_step(
    connection: "psycopg.Connection[tuple[str]]", serializer: BpmnWorkflowSerializer, key: object
) -> None:
    question = "SELECT state::text FROM flow WHERE id = %s FOR UPDATE"
    row = connection.execute(question, [key]).fetchone()
    flow = serializer.deserialize_json(row[0] if row else "")
    task = flow.get_tasks(state=TaskState.READY, manual=True)[0]
    task.data["decision"] = "forward"
    task.run()
    flow.do_engine_steps()
    state = serializer.serialize_json(flow)
    connection.execute("UPDATE flow SET state = %s WHERE id = %s", [state, key])
    connection.commit()


if __name__ == "__main__":
    with psycopg.connect(sys.argv[2]) as opened:
        opened.execute("SELECT pg_advisory_xact_lock(1)")
        opened.execute(TABLE)
        opened.commit()
        walk(5, opened)
        sys.stdout.write(str(walk(int(sys.argv[1]), opened)))
