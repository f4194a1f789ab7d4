"""Calls every operation with the client that openapi-python-client generated, and checks that the answers are typed."""
import importlib
import pkgutil
import sys

import wessaal_api
from wessaal_api import api, models

url, key = sys.argv[1:]
client = wessaal_api.AuthenticatedClient(base_url=url, token=key, prefix="", auth_header_name="X-API-Key")
TO = {"instance": "my-instance", "recipient": "+966501234567"}
BODIES = {
    "messages_send": {**TO, "content": "Hi"},
    "messages_send_bulk": {"instance": 124, "messages": [{"recipient": "+966501234567", "content": "Hi"}, {"contact_id": 999, "content": "x"}]},
    "messages_send_status": {"instance": 124, "type": "text", "content": "Hi"},
    "messages_send_location": {**TO, "latitude": 24.7, "longitude": 46.6},
    "messages_send_contact": {**TO, "contacts": [{"fullName": "A", "wuid": "966501234567", "phoneNumber": "+966501234567"}]},
    "messages_send_poll": {**TO, "name": "When?", "values": ["A", "B"]},
    "messages_send_buttons": {**TO, "title": "T", "description": "D", "buttons": [{"type": "reply", "displayText": "Yes", "id": "1"}]},
    "contacts_create": {"phone": "+966501234567"},
    "contacts_update": {"label": "New"},
    "templates_create": {"workspace_id": 22, "name": "N", "message_type": "text", "content": "Hi"},
}
PATHS = {
    "messages_status": [12345], "messages_get": [12345], "instances_get": ["my-instance"],
    "instances_status": ["my-instance"], "contacts_get": [12], "contacts_update": [12], "contacts_delete": [13],
    "workspaces_get": [22],
}

names = []
for package in pkgutil.iter_modules(api.__path__):
    for module in pkgutil.iter_modules(importlib.import_module(f"wessaal_api.api.{package.name}").__path__):
        names.append((package.name, module.name))
# The sends come first, since other operations read what was sent. The deletion comes last, since it removes a record.
names.sort(key=lambda name: (name[1] == "contacts_delete", "send" not in name[1]))
count = 0
for package, name in names:
    if name in ("messages_send_reaction", "messages_send_list"):
        continue
    module = importlib.import_module(f"wessaal_api.api.{package}.{name}")
    arguments = {}
    if name in BODIES:
        body = getattr(models, "".join(word.title() for word in name.split("_")) + "Body")
        arguments["body"] = body.from_dict(BODIES[name])
    answer = module.sync(*PATHS.get(name, []), client=client, **arguments)
    assert answer is not None and not isinstance(answer, models.Failure), (name, answer)
    data = getattr(answer, "data", answer)
    for record in data if isinstance(data, list) else [data]:
        assert type(record).__module__.startswith("wessaal_api.models"), (name, record)
        assert not getattr(record, "additional_properties", {}), (name, record)
    if name == "messages_send_bulk":
        assert [row.success for row in data.results] == [True, False], data
        assert data.results[0].message_id and data.results[1].error, data
    if name == "messages_send":
        assert isinstance(data.message_id, int) and data.queued_at.year > 2000, data
    count += 1
print(count, "operations")
