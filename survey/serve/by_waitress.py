"""waitress: a server in plain Python, for where granian is not, or is not wanted."""

import _thread
from collections.abc import Callable

from waitress import create_server

from survey.serve.gate import AT_ONCE, LARGEST_BODY, Gate
from survey.serve.limits import IDLE_SECONDS, LARGEST_HEADERS, MOST_CONNECTIONS


class WaitressServer:
    """Waitress, listening from the start."""

    def __init__(self, gate: Gate, host: str, port: int) -> None:
        self._server = create_server(
            gate,
            host=host,
            port=port,
            threads=AT_ONCE,
            asyncore_use_poll=True,  # `select` fails once a thousand files are open
            ident=None,  # nobody needs to know which server this is
            clear_untrusted_proxy_headers=False,  # the application believes those it was told to
            max_request_body_size=LARGEST_BODY,
            max_request_header_size=LARGEST_HEADERS,
            connection_limit=MOST_CONNECTIONS,
            channel_timeout=IDLE_SECONDS,
        )

    def run(self, announce: Callable[[], None]) -> None:
        """Serve until `stop` is called; its threads finish what they do."""
        announce()
        self._server.run()
        self._server.close()

    def stop(self) -> None:
        """Let `run` come to its end: it hears an interruption of the main thread."""
        _thread.interrupt_main()
