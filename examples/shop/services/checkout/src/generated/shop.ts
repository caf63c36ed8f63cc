// Generated-style code, as protoc plugins write it: two service definitions and their client constructors.
import { makeGenericClientConstructor, type ServiceDefinition } from '@grpc/grpc-js';

const encode = (value: object) => Buffer.from(JSON.stringify(value));
const decode = (bytes: Buffer) => JSON.parse(bytes.toString()) as object;
const unary = (path: string) => ({
  path,
  requestStream: false,
  responseStream: false,
  requestSerialize: encode,
  requestDeserialize: decode,
  responseSerialize: encode,
  responseDeserialize: decode,
});

export const CartServiceDefinition: ServiceDefinition = { getCart: unary('/shop.Cart/GetCart') };
export const CartServiceClient = makeGenericClientConstructor(CartServiceDefinition, 'shop.Cart');

export const CatalogServiceDefinition: ServiceDefinition = { getPrice: unary('/shop.Catalog/GetPrice') };
export const CatalogServiceClient = makeGenericClientConstructor(CatalogServiceDefinition, 'shop.Catalog');

export const InvoiceServiceDefinition: ServiceDefinition = { create: unary('/shop.Invoice/Create') };
export const InvoiceServiceClient = makeGenericClientConstructor(InvoiceServiceDefinition, 'shop.Invoice');
