#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks resources/contract with an independent JSON Schema implementation.

Every schema is a valid draft 2020-12 schema; every example fits its schema and the envelope's; no
example fits when a required field is missing or of another type; every reference of asyncapi.yaml
leads somewhere and every schema is the payload of one message.
Needs the Debian packages python3-jsonschema and python3-yaml.
"""
import copy
import json
import sys
from pathlib import Path

import yaml
from jsonschema import Draft202012Validator

failures = []


def check(ok, text):
    if not ok:
        failures.append(text)


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


def stem_of(example, folder):
    """`GetTrnRs` for 10-GetTrnRs.found.json, `journal/Tick` for journal/02-Tick.json."""
    name = example.name.removesuffix(".json").split("-", 1)[1].split(".")[0]
    return f"journal/{name}" if example.parent.name == "journal" else name


def other_type(value):
    return {"wrong": "type"} if not isinstance(value, dict) else "wrong type"


def check_strictness(name, schema, validator, instance, path):
    """Removes and ill-types each required field of this object, then goes into its objects."""
    def parent_in(copied):
        for step in path:
            copied = copied[step]
        return copied

    for field in schema.get("required", []):
        broken = copy.deepcopy(instance)
        del parent_in(broken)[field]
        where = ".".join(path + [field])
        check(not validator.is_valid(broken), f"{name}: fits without {where}")
        broken = copy.deepcopy(instance)
        parent_in(broken)[field] = other_type(parent_in(instance)[field])
        check(not validator.is_valid(broken), f"{name}: fits with an ill-typed {where}")
    for field, part in schema.get("properties", {}).items():
        if "properties" in part and isinstance(parent_in(instance).get(field), dict):
            check_strictness(name, part, validator, instance, path + [field])


def check_examples(folder, validators, schemas):
    seen = set()
    for example in sorted(folder.glob("examples/**/*.json")):
        stem = stem_of(example, folder)
        event = load(example)
        check(stem in validators, f"{example.name}: no schema {stem}")
        if stem not in validators:
            continue
        seen.add(stem)
        for error in validators["envelope"].iter_errors(event):
            check(False, f"{example.name}: envelope: {error.message}")
        for error in validators[stem].iter_errors(event["data"]):
            check(False, f"{example.name}: {error.json_path}: {error.message}")
        check_strictness(example.name, schemas[stem], validators[stem], event["data"], [])
        check_strictness(example.name, schemas["envelope"], validators["envelope"], event, [])
    for stem in set(validators) - seen - {"envelope"}:
        check(False, f"{stem}: no example")


def resolve(document, pointer):
    for step in pointer.removeprefix("#/").split("/"):
        document = document[step.replace("~1", "/").replace("~0", "~")]
    return document


def references(node):
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref":
                yield value
            else:
                yield from references(value)
    elif isinstance(node, list):
        for item in node:
            yield from references(item)


def check_asyncapi(folder, schemas):
    document = yaml.safe_load((folder / "asyncapi.yaml").read_text(encoding="utf-8"))
    check(document["asyncapi"] == "3.0.0", "asyncapi.yaml: not version 3.0.0")
    payloads = []
    for reference in references(document):
        if reference.startswith("#/"):
            try:
                resolve(document, reference)
            except KeyError:
                check(False, f"asyncapi.yaml: {reference} leads nowhere")
        else:
            payloads.append(reference)
            check((folder / reference).is_file(), f"asyncapi.yaml: {reference} is no file")
    wanted = sorted(f"./schemas/{stem}.schema.json" for stem in schemas if stem != "envelope")
    check(sorted(payloads) == wanted, "asyncapi.yaml: payloads and schemas differ")
    carried = [m["$ref"] for c in document["channels"].values() for m in c["messages"].values()]
    known = [f"#/components/messages/{key}" for key in document["components"]["messages"]]
    check(sorted(carried) == sorted(known), "asyncapi.yaml: not every message has one channel")
    for name, operation in document["operations"].items():
        asked = name.startswith(("ask", "order"))
        check(asked == ("reply" in operation), f"asyncapi.yaml: {name}: reply")
        if asked:
            channel = resolve(document, operation["reply"]["channel"]["$ref"])
            check(channel["address"].startswith("pc.{env}.pmt.cmd.otto."),
                  f"asyncapi.yaml: {name}: the reply's channel has no static address")


def main():
    folder = Path(sys.argv[1])
    schemas = {}
    for path in sorted(folder.glob("schemas/**/*.schema.json")):
        stem = path.relative_to(folder / "schemas").as_posix().removesuffix(".schema.json")
        schemas[stem] = load(path)
        Draft202012Validator.check_schema(schemas[stem])
    validators = {stem: Draft202012Validator(schema) for stem, schema in schemas.items()}
    check(len(schemas) > 1, "no schemas")
    check_examples(folder, validators, schemas)
    check_asyncapi(folder, schemas)
    for failure in failures:
        print(failure)
    print(f"{len(schemas)} schemas, {len(failures)} failures")
    return 1 if failures else 0


sys.exit(main())
