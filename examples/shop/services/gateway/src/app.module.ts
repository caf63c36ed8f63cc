import { Module } from '@nestjs/common';
import { ClientsModule, Transport } from '@nestjs/microservices';

@Module({
  imports: [
    ClientsModule.register([
      {
        name: 'CHECKOUT',
        transport: Transport.GRPC,
        options: {
          package: 'shop',
          protoPath: 'proto/shop.proto',
          url: 'checkout:50051',
          // Pings, but only while a call runs: the permit is missing.
          keepalive: { keepaliveTimeMs: 60_000, keepaliveTimeoutMs: 20_000 },
        },
      },
    ]),
  ],
})
export class AppModule {}
