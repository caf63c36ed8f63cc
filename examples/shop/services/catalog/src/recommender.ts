import * as grpc from '@grpc/grpc-js';
import * as protoLoader from '@grpc/proto-loader';

const MINUTE_MS = 60 * 1000;

const definition = protoLoader.loadSync('recommender.proto');
const { recommender } = grpc.loadPackageDefinition(definition) as any;

// Twenty minutes sounded generous. It is longer than IPVS waits.
const options = {
  'grpc.keepalive_time_ms': 20 * MINUTE_MS,
  'grpc.keepalive_permit_without_calls': 1,
  'grpc.enable_retries': 1,
};

export const client = new recommender.v1.Recommender('recommender:50051', grpc.credentials.createInsecure(), options);
