/* eslint-disable @typescript-eslint/no-require-imports -- loaded when the distributed engine is opened, never before:
   together they cost a small machine a quarter of a second and tens of megabytes it would not use. */

export function loadRedis(): typeof import('ioredis') {
  return require('ioredis');
}

export function loadBullMq(): typeof import('bullmq') {
  return require('bullmq');
}
