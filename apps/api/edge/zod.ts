import { Body, type PipeTransform, Query } from '@nestjs/common';
import { ApiBody, ApiQuery } from '@nestjs/swagger';
import { Problem } from '@ganh/kernel';
import { z } from 'zod';
import { problemsOf } from './zod-problem';

class ZodPipe<S extends z.ZodType> implements PipeTransform<unknown, z.infer<S>> {
  constructor(private readonly schema: S) {}

  transform(value: unknown): z.infer<S> {
    return check(this.schema, value);
  }
}

/** Throws a Problem that names every bad field, why, and the remedy. */
export function check<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  const errors = problemsOf(parsed.error);
  throw new Problem('validation', `Có ${errors.length} chỗ cần sửa.`, errors);
}

/** A body checked at the edge and described in the OpenAPI document. */
export function ZodBody(schema: z.ZodType): ParameterDecorator {
  return (target, key, index) => {
    Body(new ZodPipe(schema))(target, key, index);
    if (key === undefined) return;
    const described = z.toJSONSchema(schema, {
      io: 'input',
      unrepresentable: 'any',
      target: 'openapi-3.0',
    });
    ApiBody({ schema: described as never })(
      target,
      key,
      Object.getOwnPropertyDescriptor(target, key) as PropertyDescriptor,
    );
  };
}

export function ZodQuery(schema: z.ZodObject): ParameterDecorator {
  return (target, key, index) => {
    Query(new ZodPipe(schema))(target, key, index);
    if (key === undefined) return;
    for (const name of Object.keys(schema.shape)) {
      ApiQuery({ name, required: false, schema: { type: 'string' } })(
        target,
        key,
        Object.getOwnPropertyDescriptor(target, key) as PropertyDescriptor,
      );
    }
  };
}
