import { Param, type PipeTransform, Query } from '@nestjs/common';
import { type Id, Problem, toId } from '@ganh/kernel';

/** An id in an address. What is no id is a 404: it names nothing. */
export class IdPipe implements PipeTransform<string, Id<string>> {
  transform(value: string): Id<string> {
    try {
      return toId(value);
    } catch {
      throw Problem.notFound();
    }
  }
}

/** Our codes and keys are plain letters; anything else names nothing, and no database has to compare it. */
class CodePipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!/^[0-9A-Za-z:-]{1,72}$/.test(value)) throw Problem.notFound();
    return value;
  }
}

export const Code = (name: string) => Param(name, CodePipe);

/** What an address asks for under a name that is sent once; sent twice (`?q=a&q=b`) it says nothing. */
class WordPipe implements PipeTransform<unknown, string | undefined> {
  transform(value: unknown): string | undefined {
    return typeof value === 'string' ? value : undefined;
  }
}

export const Word = (name: string) => Query(name, WordPipe);

/** Everything that an address asks for once. */
class WordsPipe implements PipeTransform<Record<string, unknown>, Record<string, string>> {
  transform(query: Record<string, unknown>): Record<string, string> {
    return Object.fromEntries(
      Object.entries(query).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
    );
  }
}

export const Words = () => Query(WordsPipe);
