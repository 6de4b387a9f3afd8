import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiExcludeController, type OpenAPIObject } from '@nestjs/swagger';
import { referencePage } from './reference-page.js';
import { Access } from './route.js';

/**
 * The API's description, made when it is first asked for: it takes a good part of what a start takes, and most starts
 * never need it. `createApp` says how it is made.
 */
export class ApiDescription {
  private make?: () => OpenAPIObject;
  private document?: OpenAPIObject;

  madeBy(make: () => OpenAPIObject): void {
    this.make = make;
  }

  get(): OpenAPIObject {
    this.document ??= this.make?.();
    if (!this.document)
      throw new Error('the API description is asked for before the application is complete');
    return this.document;
  }
}

/** The machine-readable description of the API and a page for people, without any request to a third party. */
@ApiExcludeController()
@Controller('v1')
export class OpenApiController {
  constructor(@Inject(ApiDescription) private readonly description: ApiDescription) {}

  @Get('openapi.json')
  @Access('public')
  document(): OpenAPIObject {
    return this.description.get();
  }

  @Get('docs')
  @Access('public')
  @Header('content-type', 'text/html; charset=utf-8')
  page(): string {
    return referencePage(this.description.get());
  }
}
