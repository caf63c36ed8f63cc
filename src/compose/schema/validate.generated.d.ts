/** One broken keyword, as ajv reports it. */
export interface SchemaError {
  /** JSON pointer to the value. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** What the keywords of our own ask. */
export interface SchemaContext {
  readonly minor: number;
  isFormat(name: string, value: string | number): boolean;
  /** Pairs of indexes: an item, and an earlier one that is equal. */
  findRepeated(value: unknown): readonly (readonly [number, number])[];
}

export interface StackValidator {
  call(context: SchemaContext, data: unknown): boolean;
  readonly errors: readonly SchemaError[] | null;
}

export declare const validate: StackValidator;
