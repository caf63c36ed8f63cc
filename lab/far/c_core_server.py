"""The lab's server on the C core of gRPC. Prints the port that it listens on.

Arguments: mode (see ForeignServerMode in lab/row.ts) and the factor by which the lab's time is compressed. The policy for
other people's pings is in real time, except where an option sets it.
"""

import os
import sys
import time
from concurrent import futures

import grpc

mode, factor = sys.argv[1], float(sys.argv[2])


def compressed_ms(seconds):
    return max(1, int(seconds * 1000 / factor))


def silence(request):
    try:
        return float(request.decode()) / factor
    except ValueError:
        return 0


PINGS = [("grpc.keepalive_time_ms", compressed_ms(300)), ("grpc.http2.min_time_between_pings_ms", compressed_ms(60))]
OPTIONS = {
    "default": [],
    "permit": [
        ("grpc.keepalive_permit_without_calls", 1),
        ("grpc.http2.min_ping_interval_without_data_ms", compressed_ms(60)),
    ],
    "pings": PINGS,
    "pings-permitted": [
        *PINGS,
        ("grpc.keepalive_permit_without_calls", 1),
        ("grpc.http2.max_pings_without_data", 0),
    ],
    "closes-idle": [("grpc.max_connection_idle_ms", compressed_ms(300))],
}


def unary(request, _context):
    time.sleep(silence(request))
    return request


def feed(request, _context):
    yield request
    time.sleep(silence(request))
    yield request


class Echo(grpc.GenericRpcHandler):
    def service(self, details):
        if details.method == "/lab.Echo/Feed":
            return grpc.unary_stream_rpc_method_handler(feed)
        return grpc.unary_unary_rpc_method_handler(unary)


server = grpc.server(futures.ThreadPoolExecutor(max_workers=64), handlers=(Echo(),), options=OPTIONS[mode])
port = server.add_insecure_port("127.0.0.1:0")
server.start()
print("PORT", port, grpc.__version__, flush=True)
# The lab is gone when its end of stdin is closed.
sys.stdin.read()
os._exit(0)
