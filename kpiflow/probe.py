"""The container's health check: does the web server beside it answer?

python -m kpiflow.probe, with bare Python, because it runs twice a minute. It asks under
a name out of ALLOWED_HOSTS: under any other Django answers 400, whatever its health.
"""

import http.client
import os
import sys

PORT = int(os.environ.get("PORT", "8000"))


def main() -> int:
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip()
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
    try:
        # ".example.com" allows the name itself and everything under it.
        connection.request("GET", "/healthz", headers={"Host": host.lstrip(".")})
        return int(connection.getresponse().status != http.HTTPStatus.OK)
    except OSError:
        return 1
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
