"""Lists messages page by page, makes a key, and follows the messages with it."""

import json
import sys

from codebell_client import AuthenticatedClient
from codebell_client.api.api_keys import api_keys_create
from codebell_client.api.messages import messages_list
from codebell_client.models import Capability, CreateApiKey

url, token = sys.argv[1:]
client = AuthenticatedClient(base_url=f"{url}/api/v1", token=token)

listed, cursor = [], None
while True:
    more = {} if cursor is None else {"cursor": cursor}
    page = messages_list.sync(client=client, limit=2, **more)
    listed += [message.code for message in page.data]
    cursor = page.next_cursor
    if cursor is None:
        break

scopes = [Capability("messages:read")]
made = api_keys_create.sync(client=client, body=CreateApiKey(name="Python", scopes=scopes))
program = AuthenticatedClient(base_url=f"{url}/api/v1", token=made.key)

followed, after = [], "00000000-0000-0000-0000-000000000000"
while True:
    page = messages_list.sync(client=program, after=after, limit=2)
    followed += [message.code for message in page.data]
    after = page.next_cursor
    if not page.data:
        break

print(json.dumps({"listed": listed, "followed": followed}))
