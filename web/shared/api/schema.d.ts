/**
 * Made by `npm run client` from the contracts in src; never edited by hand.
 */

export interface paths {
    "/v1/brand-warehouses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["warehouses_link"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/brands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["brands_list"];
        put?: never;
        post: operations["brands_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/brands/{brandId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["brands_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/brands/{brandId}/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["brands_listApiKeys"];
        put?: never;
        post: operations["brands_createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/brands/{brandId}/api-keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["brands_revokeApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clips": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["clips_open"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clips/{clipId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["clips_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clips/{clipId}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["clips_complete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clips/{clipId}/manifest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["evidence_manifest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clips/{clipId}/manifest/signature": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["evidence_signature"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clips/{clipId}/media/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["evidence_watch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clips/{clipId}/segments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["clips_listSegments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clips/{clipId}/segments/{n}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["clips_putSegment"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["evidence_listKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["evidence_key"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["people_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["session_get"];
        put?: never;
        post: operations["session_create"];
        delete: operations["session_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/scope": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["session_choose"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/warehouses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["warehouses_list"];
        put?: never;
        post: operations["warehouses_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ApiKey: {
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            createdAt: string;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            id: string;
            label: string;
        };
        ApiKeyList: {
            items: components["schemas"]["ApiKey"][];
        };
        Brand: {
            code: string;
            colours: components["schemas"]["BrandColours"];
            contact: components["schemas"]["BrandContact"];
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            createdAt: string;
            /** @default JPY */
            currency: string;
            /**
             * @default ja
             * @enum {string}
             */
            defaultLocale: "ja" | "en";
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            id: string;
            nameEn: string;
            nameJa: string;
            /** @default Asia/Tokyo */
            timeZone: string;
        };
        /** @description Colours of pages that customers see */
        BrandColours: {
            accent: string;
            ink: string;
            paper: string;
            seal: string;
        };
        /** @description Whom customers turn to */
        BrandContact: {
            /** Format: email */
            email: string;
            hoursEn?: string;
            hoursJa?: string;
            membersPhone?: string;
            phone: string;
        };
        BrandList: {
            items: components["schemas"]["Brand"][];
        };
        /** @description A warehouse works for a brand; orders go to the default one */
        BrandWarehouse: {
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            brandId: string;
            /** @default false */
            isDefault: boolean;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            warehouseId: string;
        };
        /** @description A warehouse works for a brand; orders go to the default one */
        BrandWarehouseInput: {
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            brandId: string;
            /** @default false */
            isDefault: boolean;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            warehouseId: string;
        };
        Clip: {
            durationMs: number | null;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            id: string;
            /** @enum {string} */
            kind: "film" | "still";
            mediaReason: string | null;
            /** @enum {string} */
            mediaState: "none" | "rendering" | "playable" | "rejected";
            overtaken: boolean;
            sha256: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            startedAt: string;
            /** @enum {string} */
            state: "recording" | "completed" | "stored" | "sealed" | "abandoned";
            take: number;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            taskId: string;
            totalBytes: number | null;
        };
        ClipClock: {
            endOffsetMs?: number;
            endRttMs?: number;
            startOffsetMs: number;
            startRttMs: number;
        };
        ClipMark: {
            atMs: number;
            checkCode?: string;
            /** @enum {string} */
            kind: "scan" | "answer" | "photo" | "label" | "swap";
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            scanId?: string;
        };
        CompleteClipBody: {
            clock?: components["schemas"]["ClipClock"];
            /** @default [] */
            marks: components["schemas"]["ClipMark"][];
            segments: number;
            sha256: string;
            totalBytes: number;
        };
        /** @description The secret is shown this once and not stored */
        CreatedApiKey: {
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            createdAt: string;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            id: string;
            label: string;
            secret: string;
        };
        /** @description A role on a brand or on a warehouse */
        Membership: {
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            brandId: string;
            /** @enum {string} */
            role: "agent" | "manager" | "auditor" | "admin";
        } | {
            /** @enum {string} */
            role: "packer" | "manager";
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            warehouseId: string;
        };
        NewApiKey: {
            label: string;
        };
        NewBrand: {
            code: string;
            colours: components["schemas"]["BrandColours"];
            contact: components["schemas"]["BrandContact"];
            /** @default JPY */
            currency: string;
            /**
             * @default ja
             * @enum {string}
             */
            defaultLocale: "ja" | "en";
            nameEn: string;
            nameJa: string;
            /** @default Asia/Tokyo */
            timeZone: string;
        };
        NewPerson: {
            /** Format: email */
            email: string;
            /**
             * @default ja
             * @enum {string}
             */
            locale: "ja" | "en";
            /** @default [] */
            memberships: components["schemas"]["Membership"][];
            name: string;
            password: string;
        };
        NewWarehouse: {
            code: string;
            /** @default 900000 */
            leaseAfterScanMs: number;
            /** @default 120000 */
            leaseBeforeScanMs: number;
            nameEn: string;
            nameJa: string;
            /** @default Asia/Tokyo */
            timeZone: string;
        };
        OpenClipBody: {
            clock?: components["schemas"]["ClipClock"];
            /** @enum {string} */
            contentType: "video/webm" | "video/mp4" | "video/x-matroska" | "video/quicktime" | "image/jpeg";
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            id: string;
            /** @enum {string} */
            kind: "film" | "still";
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            startedAt: string;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            taskId: string;
            token: number;
        };
        Person: {
            email: string;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            id: string;
            /** @enum {string} */
            locale: "ja" | "en";
            memberships: components["schemas"]["Membership"][];
            name: string;
        };
        /** @description Every refusal and failure. `code` is stable; `detail` says what to do. */
        Problem: {
            /** @enum {string} */
            code: "already_holding" | "answered_by_scan" | "api_key_not_found" | "badge_taken" | "badge_unknown" | "body_too_large" | "brand_code_taken" | "brand_not_found" | "case_closed" | "case_not_found" | "case_weight_not_heavier" | "check_code_repeated" | "check_not_found" | "clip_completed" | "clip_id_taken" | "clip_not_found" | "clip_too_large" | "content_digest_malformed" | "content_digest_missing" | "content_length_required" | "content_type_mismatch" | "cross_origin" | "customer_not_found" | "default_rank_needed" | "delivery_date_before_placed" | "digest_mismatch" | "email_taken" | "enrolment_code_invalid" | "event_in_future" | "exception_not_found" | "film_not_for_gift_recipient" | "gtin_check_digit_wrong" | "id_reused" | "idempotency_key_reused" | "internal" | "invalid_request" | "line_not_found" | "line_of_another_shipment" | "line_required" | "link_expiry_not_allowed" | "malformed_cursor" | "malformed_idempotency_key" | "malformed_json" | "malformed_request" | "manifest_not_found" | "membership_not_found" | "method_not_allowed" | "newer_token" | "no_scope_chosen" | "noshi_not_allowed" | "not_before_after_ship_by" | "not_complete" | "nothing_left_to_do" | "order_already_packed" | "order_already_shipped" | "order_is_cancelled" | "order_not_found" | "order_total_too_large" | "packer_not_signed_in" | "payment_refunded" | "person_not_found" | "placed_in_future" | "pseudonym_taken" | "quantity_too_large" | "rank_end_in_past" | "rank_not_found" | "reason_required" | "rendition_not_found" | "request_in_progress" | "role_too_small" | "route_not_found" | "scan_not_found" | "secret_shown_once" | "segment_conflict" | "segment_cut_off" | "segment_empty" | "segment_number_too_large" | "segment_too_large" | "segments_missing" | "segments_unexpected" | "ship_by_before_placed" | "ship_by_too_far" | "ship_by_too_old" | "shipment_closed" | "shipment_not_found" | "shipment_not_ready" | "shipment_of_another_order" | "shipment_stopped" | "signing_key_not_found" | "sku_repeated" | "sku_unknown" | "stage_in_use" | "stages_not_allowed" | "station_name_taken" | "station_not_found" | "task_completed" | "task_held_elsewhere" | "task_never_held" | "task_not_found" | "task_not_held" | "task_not_released" | "task_stopped" | "temporarily_unavailable" | "too_many_api_keys" | "too_many_enrolments" | "too_many_logins" | "too_many_requests" | "total_mismatch" | "tracking_link_not_found" | "unauthenticated" | "unsupported_media_type" | "url_too_long" | "warehouse_code_taken" | "warehouse_needed" | "warehouse_not_found" | "waybill_check_digit_wrong" | "waybill_issued_elsewhere" | "waybill_malformed" | "waybill_not_found" | "waybill_repeated" | "wrong_credential" | "wrong_login";
            detail: string;
            errors?: {
                message: string;
                path: string;
            }[];
            instance: string;
            requestId: string;
            status: number;
            title: string;
            type: string;
        } & {
            [key: string]: unknown;
        };
        PublicKey: {
            current: boolean;
            keyId: string;
            /** @description SPKI in PEM, as `openssl dgst -sha256 -verify` reads it */
            pem: string;
        };
        PublicKeyList: {
            items: components["schemas"]["PublicKey"][];
        };
        Segment: {
            bytes: number;
            n: number;
            sha256: string;
        };
        SegmentList: {
            segments: components["schemas"]["Segment"][];
            /** @enum {string} */
            state: "recording" | "completed" | "stored" | "sealed" | "abandoned";
        };
        SegmentResult: {
            bytes: number;
            duplicate: boolean;
            n: number;
            sha256: string;
        };
        Session: {
            brandId: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            expiresAt: string;
            person: components["schemas"]["Person"];
            warehouseId: string | null;
        };
        /** @description The brand and the warehouse to work for; each must be one of yours */
        SessionScope: {
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            brandId?: string;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            warehouseId?: string;
        };
        SignIn: {
            email: string;
            password: string;
        };
        Warehouse: {
            code: string;
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            createdAt: string;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            id: string;
            /** @default 900000 */
            leaseAfterScanMs: number;
            /** @default 120000 */
            leaseBeforeScanMs: number;
            nameEn: string;
            nameJa: string;
            /** @default Asia/Tokyo */
            timeZone: string;
        };
        WarehouseList: {
            items: components["schemas"]["Warehouse"][];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    warehouses_link: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BrandWarehouseInput"];
            };
        };
        responses: {
            /** @description The warehouse works for the brand */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BrandWarehouse"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    brands_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All brands of this instance */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BrandList"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    brands_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 255 visible ASCII characters; the same key and body answer the same for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewBrand"];
            };
        };
        responses: {
            /** @description The brand, with default ranks, stages and standards */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Brand"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    brands_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                brandId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The brand */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Brand"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    brands_listApiKeys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                brandId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The valid keys, without their secrets */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyList"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    brands_createApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 255 visible ASCII characters; the same key and body answer the same for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                brandId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewApiKey"];
            };
        };
        responses: {
            /** @description The key with its secret */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedApiKey"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    brands_revokeApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                brandId: string;
                /** @description Opaque, sortable id (UUIDv7). */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clips_open: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenClipBody"];
            };
        };
        responses: {
            /** @description The clip, open for segments; the same request again answers the same */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Clip"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clips_find: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                clipId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How the clip stands */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Clip"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clips_complete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                clipId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompleteClipBody"];
            };
        };
        responses: {
            /** @description The clip is complete; the same request again answers the same */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Clip"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    evidence_manifest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                clipId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The evidence manifest, byte for byte as it was signed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    evidence_signature: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                clipId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Detached ECDSA P-256 signature (DER) over the manifest */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    evidence_watch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                clipId: string;
                kind: "staff" | "customer" | "digest" | "poster" | "storyboard" | "storyboard_vtt" | "still" | "original";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where the film or picture can be fetched for the next five minutes */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clips_listSegments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                clipId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The segments that are stored, ascending */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SegmentList"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clips_putSegment: {
        parameters: {
            query?: never;
            header: {
                /** @description RFC 9530: `sha-256=:<base64>:` of the bytes */
                "content-digest": string;
            };
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                clipId: string;
                n: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description The segment is stored; `duplicate` when it was before */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SegmentResult"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    evidence_listKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every key that evidence was signed with, the one in use first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicKeyList"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    evidence_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The public key in PEM */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    people_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 255 visible ASCII characters; the same key and body answer the same for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPerson"];
            };
        };
        responses: {
            /** @description The person with all memberships */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    session_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who is signed in, with which roles */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    session_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Signed in */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    session_remove: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    session_choose: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SessionScope"];
            };
        };
        responses: {
            /** @description The session with the new choice */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    warehouses_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All warehouses of this instance */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WarehouseList"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    warehouses_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 255 visible ASCII characters; the same key and body answer the same for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWarehouse"];
            };
        };
        responses: {
            /** @description The warehouse */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Warehouse"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
