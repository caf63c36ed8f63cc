#!/bin/sh
sysctl -w net.ipv4.tcp_keepalive_time=600
docker stack deploy -c docker-stack.yml shop
