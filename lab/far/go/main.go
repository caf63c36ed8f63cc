// The lab's server on grpc-go. Prints the port that it listens on.
//
// Arguments: mode (see ForeignServerMode in lab/row.ts) and the factor by which the lab's time is compressed. The policy
// for other people's pings cannot be compressed: 5 min and 2 h are constants or real time here.
package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/keepalive"
)

// rawCodec passes messages through as they are.
type rawCodec struct{}

func (rawCodec) Marshal(v interface{}) ([]byte, error) { return *v.(*[]byte), nil }
func (rawCodec) Unmarshal(data []byte, v interface{}) error {
	*v.(*[]byte) = append([]byte(nil), data...)
	return nil
}
func (rawCodec) String() string { return "raw" }

func main() {
	factor, err := strconv.ParseFloat(os.Args[2], 64)
	if err != nil {
		panic(err)
	}
	compressed := func(seconds float64) time.Duration {
		return time.Duration(seconds / factor * float64(time.Second))
	}
	silence := func(request []byte) time.Duration {
		seconds, err := strconv.ParseFloat(string(request), 64)
		if err != nil {
			return 0
		}
		return compressed(seconds)
	}

	options := []grpc.ServerOption{grpc.CustomCodec(rawCodec{})}
	switch os.Args[1] {
	case "permit":
		options = append(options, grpc.KeepaliveEnforcementPolicy(keepalive.EnforcementPolicy{
			MinTime: compressed(60), PermitWithoutStream: true,
		}))
	case "pings":
		options = append(options, grpc.KeepaliveParams(keepalive.ServerParameters{Time: compressed(300)}))
	case "closes-idle":
		options = append(options, grpc.KeepaliveParams(keepalive.ServerParameters{MaxConnectionIdle: compressed(300)}))
	}
	server := grpc.NewServer(options...)
	server.RegisterService(&grpc.ServiceDesc{
		ServiceName: "lab.Echo",
		HandlerType: (*interface{})(nil),
		Methods: []grpc.MethodDesc{{
			MethodName: "Unary",
			Handler: func(_ interface{}, _ context.Context, decode func(interface{}) error, _ grpc.UnaryServerInterceptor) (interface{}, error) {
				request := new([]byte)
				if err := decode(request); err != nil {
					return nil, err
				}
				time.Sleep(silence(*request))
				return request, nil
			},
		}},
		Streams: []grpc.StreamDesc{{
			StreamName:    "Feed",
			ServerStreams: true,
			Handler: func(_ interface{}, stream grpc.ServerStream) error {
				request := new([]byte)
				if err := stream.RecvMsg(request); err != nil {
					return err
				}
				if err := stream.SendMsg(request); err != nil {
					return err
				}
				select {
				case <-time.After(silence(*request)):
				case <-stream.Context().Done():
				}
				return stream.SendMsg(request)
			},
		}},
	}, new(interface{}))

	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	fmt.Printf("PORT %d %s\n", listener.Addr().(*net.TCPAddr).Port, grpc.Version)
	go func() {
		// The lab is gone when its end of stdin is closed.
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
	if err := server.Serve(listener); err != nil {
		panic(err)
	}
}
