import { Server, ServerCredentials } from '@grpc/grpc-js';

const server = new Server({ 'grpc.max_connection_idle_ms': 5 * 60 * 1000 });

server.bindAsync('0.0.0.0:50051', ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  console.log(`cart listens on ${port}`);
});
