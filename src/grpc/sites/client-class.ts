/**
 * Is this expression a class whose instances are gRPC clients (or channels, or servers)?
 *
 * Answered from where the class comes from: an export of grpc-js, a class that grpc-js made (`loadPackageDefinition`,
 * `makeClientConstructor`), one that extends such a class, or a file that a code generator wrote.
 */
import type { TSESTree } from '@typescript-eslint/utils';
import type { Reference } from '../options/reference.js';
import { type ClassNode, calleeName } from '../options/syntax.js';
import { awaited, bindingOf, functionOf, writtenValues } from './binding.js';
import type { SiteContext } from './context.js';
import { exportsOf, libraryExports } from './exports.js';
import { constructorOf, memberWrites } from './members.js';
import { returnedBy } from './walk.js';

export type ClassOrigin =
  | { readonly kind: 'client' | 'channel' | 'server'; readonly library: 'grpc-js' | 'grpc' }
  /** What `loadPackageDefinition` or `grpc.load` returns: its members are client classes or more such objects. */
  | { readonly kind: 'package'; readonly library: 'grpc-js' | 'grpc' }
  /** A class of this file with a constructor of its own: what it passes on is judged inside it. */
  | { readonly kind: 'own'; readonly node: ClassNode }
  /** Imported from a file that looks generated. Needs credentials beside it. */
  | { readonly kind: 'generated' }
  /** Certainly something else. */
  | { readonly kind: 'other' }
  | { readonly kind: 'unknown' };

const unknown: ClassOrigin = { kind: 'unknown' };
const other: ClassOrigin = { kind: 'other' };

const grpcModules = new Map<string, 'grpc-js' | 'grpc'>([
  ['@grpc/grpc-js', 'grpc-js'],
  ['@grpc/grpc-js-xds', 'grpc-js'],
  ['grpc', 'grpc'],
  ['nice-grpc', 'grpc-js'],
]);

/** Output of grpc-tools, grpc_tools_node_protoc_ts, protobuf-ts and friends, by the names those tools give their files. */
const generatedFile = /(?:_grpc_pb|_pb|\.grpc-client|_service|\.grpc)(?:\.[cm]?[jt]s)?$/;

/** The library that a module specifier belongs to, or `null`. */
function grpcLibrary(module: string): 'grpc-js' | 'grpc' | null {
  const exact = grpcModules.get(module);
  if (exact !== undefined) return exact;
  return module.startsWith('@grpc/grpc-js/') ? 'grpc-js' : null;
}

/** The library that an expression is an export of, or `null`. */
export function grpcLibraryOf(node: TSESTree.Node, context: SiteContext): 'grpc-js' | 'grpc' | null {
  const [library] = libraryExports(node, context).flatMap(({ module }) => grpcLibrary(module) ?? []);
  return library ?? null;
}

/** Where the class that `node` evaluates to comes from. */
export function classOrigin(node: TSESTree.Node, context: SiteContext, depth = 0): ClassOrigin {
  if (depth > 10) return unknown;
  const again = (next: TSESTree.Node): ClassOrigin => classOrigin(next, context, depth + 1);
  const expression = awaited(node);

  const reference = context.evaluator.referenceOf(expression);
  if (reference !== null && !('node' in reference && reference.node === expression)) {
    const known = referenceOrigin(reference, again);
    if (known !== null) return known;
  }

  switch (expression.type) {
    case 'Identifier': {
      const found = bindingOf(expression);
      if (found === null) return unknown;
      const { declaration, kind } = found.binding;
      if (kind === 'parameter') return unknown;
      if (declaration.type === 'VariableDeclarator' && declaration.id.type !== 'Identifier')
        return declaration.init === null ? unknown : memberOf(again(declaration.init));
      return firstKnown(writtenValues(found).map(again));
    }
    case 'MemberExpression':
      return firstKnown([...memberWrites(expression).values.map(again), memberOf(again(expression.object))]);
    case 'CallExpression': {
      const made = madeByCall(expression, context);
      if (made !== null) return made;
      const body = functionOf(expression.callee, context);
      return body === null ? unknown : firstKnown(returnedBy(body).map(again));
    }
    case 'ClassDeclaration':
    case 'ClassExpression':
      return ownClass(expression, again);
    case 'LogicalExpression':
      return firstKnown([again(expression.left), again(expression.right)]);
    case 'ConditionalExpression':
      return firstKnown([again(expression.consequent), again(expression.alternate)]);
    case 'AssignmentExpression':
      return again(expression.right);
    default:
      return unknown;
  }
}

/** The class of the project that an expression names, if instances of it are not known to be clients; or `null`. */
export function ownClassOf(node: TSESTree.Node, context: SiteContext): ClassNode | null {
  const origin = classOrigin(node, context);
  return origin.kind === 'own' ? origin.node : null;
}

/** `null`: the name alone does not say. */
function referenceOrigin(reference: Reference, again: (node: TSESTree.Node) => ClassOrigin): ClassOrigin | null {
  for (const { module, path } of exportsOf(reference)) {
    const library = grpcLibrary(module);
    if (library !== null) return exportOrigin(path.at(-1), library);
  }
  switch (reference.kind) {
    case 'node': {
      const origin = again(reference.node);
      return origin.kind === 'unknown' ? null : origin;
    }
    case 'package':
      return generatedFile.test(reference.exported.module) ? { kind: 'generated' } : null;
    case 'global':
      // A name that is declared nowhere may be anything; those of the language are known.
      return reference.path.some((name) => name in globalThis) ? other : null;
    default:
      return null;
  }
}

function exportOrigin(name: string | undefined, library: 'grpc-js' | 'grpc'): ClassOrigin {
  switch (name) {
    case 'Client':
    case 'ServiceClientImpl':
      return { kind: 'client', library };
    case 'Channel':
    case 'ChannelImplementation':
      return { kind: 'channel', library };
    case 'Server':
      return { kind: 'server', library };
    default:
      return other;
  }
}

/** `loadPackageDefinition(…)`, `makeClientConstructor(…)`, `grpc.load(…)`, however the module is called here. */
function madeByCall(call: TSESTree.CallExpression, context: SiteContext): ClassOrigin | null {
  const library = grpcLibraryOf(call.callee, context);
  switch (libraryExports(call.callee, context).at(-1)?.path.at(-1) ?? calleeName(call)) {
    case 'loadPackageDefinition':
      return { kind: 'package', library: library ?? 'grpc-js' };
    case 'makeClientConstructor':
    case 'makeGenericClientConstructor':
      return { kind: 'client', library: library ?? 'grpc-js' };
    case 'load':
    case 'loadObject':
      return library === 'grpc' ? { kind: 'package', library } : null;
    default:
      return null;
  }
}

function memberOf(origin: ClassOrigin): ClassOrigin {
  return origin.kind === 'package' ? origin : unknown;
}

/** A subclass without a constructor is used like its base class. */
function ownClass(node: ClassNode, again: (node: TSESTree.Node) => ClassOrigin): ClassOrigin {
  return node.superClass === null || constructorOf(node) !== null ? { kind: 'own', node } : again(node.superClass);
}

function firstKnown(origins: readonly ClassOrigin[]): ClassOrigin {
  return origins.find((origin) => origin.kind !== 'unknown') ?? unknown;
}
