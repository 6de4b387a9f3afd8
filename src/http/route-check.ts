import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { ACCESS_METADATA } from './route.js';

/**
 * Looks at every route of the application and names those that say nothing about access, so that a forgotten
 * declaration stops the start-up and not a visitor.
 * @returns `Controller.method` of each route without `@Access`
 */
export function routesWithoutAccess(discovery: DiscoveryService, scanner: MetadataScanner): string[] {
  return discovery.getControllers().flatMap(({ metatype }) => {
    if (!metatype) return [];
    const prototype: unknown = metatype.prototype;
    if (typeof prototype !== 'object' || prototype === null) return [];
    return scanner
      .getAllMethodNames(prototype)
      .filter((name) => isOpenRoute(Reflect.get(prototype, name)))
      .map((name) => `${metatype.name}.${name}`);
  });
}

function isOpenRoute(handler: unknown): boolean {
  if (typeof handler !== 'function') return false;
  const method: unknown = Reflect.getMetadata(METHOD_METADATA, handler);
  return method !== undefined && Reflect.getMetadata(ACCESS_METADATA, handler) === undefined;
}
