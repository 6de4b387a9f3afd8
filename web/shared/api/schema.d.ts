/**
 * Made by `npm run client` from the contracts in src; never edited by hand.
 */

export interface paths {
    "/log/checkpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["log_tiles_checkpoint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/log/tile/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description `<L>/<N>[.p/<W>]` or `entries/<N>[.p/<W>]` */
        get: operations["log_tiles_tile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["audit_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/board": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["board_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/board/day-close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["board_lookAtDay"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/board/day-close/{date}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["board_closeDay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/board/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["board_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/board/shipments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["board_shipments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
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
    "/v1/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["cases_list"];
        put?: never;
        post: operations["cases_open"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/{caseId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["cases_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/{caseId}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["cases_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/{caseId}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["cases_message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/{caseId}/weight": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["cases_raise"];
        delete?: never;
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
    "/v1/clips/{clipId}/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["evidence_export"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clips/{clipId}/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["clip_links_link"];
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
    "/v1/clips/{clipId}/renditions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["evidence_rebuild"];
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
    "/v1/clips/{clipId}/segments/{n}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["clips_confirmUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clips/{clipId}/segments/{n}/upload-url": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["clips_offerUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/closed-days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["pickups_closedDays"];
        put: operations["pickups_putClosedDays"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{ref}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["customers_get"];
        put: operations["customers_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{ref}/rank": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["customers_getRank"];
        put: operations["customers_putRank"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/evidence/coverage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["completeness_coverage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/evidence/gaps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["completeness_gaps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/evidence/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["completeness_readSettings"];
        put: operations["completeness_writeSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["items_list"];
        put: operations["items_put"];
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
        get: operations["keys_listKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{signingKeyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["keys_key"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{signingKeyId}/revocation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["keys_revoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/log/checkpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["log_makeCheckpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/log/consistency": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["log_consistency"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/log/key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["log_key"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/log/proofs/{sha256}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["log_proof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/order-cutoffs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["pickups_cutoffs"];
        put: operations["pickups_putCutoffs"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["orders_list"];
        put?: never;
        post: operations["orders_take"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["orders_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["orders_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/packers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["stations_listPackers"];
        put?: never;
        post: operations["stations_createPacker"];
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
    "/v1/pickups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["pickups_pickups"];
        put: operations["pickups_putPickups"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pickups/upcoming": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["pickups_upcoming"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/queue-settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["queue_settings_read"];
        put: operations["queue_settings_write"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ranks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ranks_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ranks/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["ranks_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/schemas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["keys_listSchemas"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/schemas/{schemaName}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["keys_schema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["cases_search"];
        put?: never;
        post?: never;
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
    "/v1/shipments/{shipmentId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["shipments_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shipments/{shipmentId}/bundle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["bundles_bundle"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shipments/{shipmentId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["interventions_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shipments/{shipmentId}/carrier-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["shipments_addCarrierEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shipments/{shipmentId}/consolidate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["interventions_consolidate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shipments/{shipmentId}/evidence-waivers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["completeness_waive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shipments/{shipmentId}/expedite": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["interventions_expedite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shipments/{shipmentId}/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["interventions_hold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shipments/{shipmentId}/position": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["positions_ofShipment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shipments/{shipmentId}/record": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["cases_record"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shipments/{shipmentId}/release-hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["interventions_releaseHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shipments/{shipmentId}/split": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["interventions_split"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shipments/{shipmentId}/tracking-links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["tracking_links_list"];
        put?: never;
        post: operations["tracking_links_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shipments/{shipmentId}/waybills": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["shipments_putWaybills"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/simulations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["simulations_list"];
        put?: never;
        post: operations["simulations_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/simulations/{simulationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["simulations_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/simulations/{simulationId}/chart.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["simulations_chart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["stages_list"];
        put: operations["stages_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/standards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["standards_list"];
        put?: never;
        post: operations["standards_publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/station": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["station_state"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/station/carts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["carts_offered"];
        put?: never;
        post: operations["carts_take"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/station/carts/{cartId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["carts_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/station/carts/{cartId}/heartbeat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["carts_heartbeat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/station/claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["station_tasks_claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/station/clips/{clipId}/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["clip_links_linkAtStation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/station/handovers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["inspections_handOver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/station/my-clips/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["my_clips_count"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/station/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["station_signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/station/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["station_signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/station/signing-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["station_registerKey"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/station/tasks/{taskId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["station_tasks_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/station/tasks/{taskId}/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["inspections_answer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/station/tasks/{taskId}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["inspections_complete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/station/tasks/{taskId}/exceptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["inspections_open"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/station/tasks/{taskId}/exceptions/{exceptionId}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["inspections_resolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/station/tasks/{taskId}/heartbeat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["station_tasks_heartbeat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/station/tasks/{taskId}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["station_tasks_release"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/station/tasks/{taskId}/scans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["inspections_scan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["stations_list"];
        put?: never;
        post: operations["stations_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stations/{stationId}/capabilities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["stations_setCapabilities"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stations/{stationId}/enrolment-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["stations_renewCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stations/enrol": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["stations_enrol"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tasks/{taskId}/expedite": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["task_interventions_expedite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tasks/{taskId}/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["task_interventions_hold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tasks/{taskId}/position": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["positions_ofTask"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tasks/{taskId}/reassign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["task_interventions_reassign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tasks/{taskId}/release-hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["task_interventions_releaseHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/timestamp-authorities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["timestamps_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tracking-links/{linkId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["tracking_links_revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/warehouse/evidence/coverage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["warehouse_completeness_coverage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/warehouse/evidence/gaps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["warehouse_completeness_gaps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/warehouse/shipments/{shipmentId}/evidence-waivers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["warehouse_completeness_waive"];
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
        AnswerBody: {
            /** @enum {string} */
            by: "press" | "photo";
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            checkId: string;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            clipId?: string;
            clipOffsetMs?: number;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            id: string;
            /**
             * Format: date-time
             * @description ISO 8601 instant, at most 2 days ahead of the server and 400 days behind it.
             */
            occurredAt: string;
            reason?: string;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            shipmentLineId?: string;
            token: number;
            /** @enum {string} */
            value: "pass" | "fail" | "not_applicable";
        };
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
        AuditFinding: {
            caseId?: string;
            clipId?: string;
            code: string;
            means: {
                en: string;
                ja: string;
            };
            members?: string[];
            object?: {
                bucket: string;
                key: string;
                versionId?: string;
            };
            /** @enum {string} */
            severity: "difference" | "note";
            sha256?: string;
            shipmentId?: string;
        };
        AuditRun: {
            deep: boolean;
            findings: components["schemas"]["AuditFinding"][];
            finishedAt: string | null;
            id: string;
            night: string | null;
            startedAt: string;
            /** @enum {string} */
            state: "running" | "finished" | "failed";
        };
        AuditRunList: {
            items: components["schemas"]["AuditRun"][];
        };
        Board: {
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            at: string;
            /** Format: date */
            day: string;
            others: components["schemas"]["BoardOther"][];
            problems: components["schemas"]["BoardProblem"][];
            ranks: components["schemas"]["BoardRank"][];
            stages: components["schemas"]["BoardStage"][];
            stations: {
                atWork: number;
                inWork: number;
                signedIn: number;
            };
            totals: components["schemas"]["BoardCounts"];
            trucks: components["schemas"]["BoardTruck"][];
            waits: components["schemas"]["BoardWait"][];
            warehouse: {
                name: {
                    en: string;
                    ja: string;
                };
                timeZone: string;
            };
        };
        BoardCounts: {
            /** @description won’t make the truck with the people at work */
            atRisk: number;
            /** @description packed, or handed over today */
            done: number;
            held: number;
            /** @description a station holds it, a stage of it is done, or a station has vanished with it; not what was put back */
            inWork: number;
            /** @description its ship-by or its truck has passed */
            late: number;
            /** @description to do and in work */
            left: number;
            toDo: number;
            /** @description not in line yet: delivery date, pre-order or payment */
            waiting: number;
        };
        BoardOther: {
            /** @description won’t make the truck with the people at work */
            atRisk: number;
            carrier: ("yamato" | "sagawa" | "japan_post" | "other") | null;
            day: string | null;
            /** @description packed, or handed over today */
            done: number;
            held: number;
            /** @description a station holds it, a stage of it is done, or a station has vanished with it; not what was put back */
            inWork: number;
            /** @enum {string} */
            kind: "earlier" | "later" | "no_calendar";
            /** @description its ship-by or its truck has passed */
            late: number;
            /** @description to do and in work */
            left: number;
            text: {
                en: string;
                ja: string;
            };
            toDo: number;
            /** @description not in line yet: delivery date, pre-order or payment */
            waiting: number;
        };
        BoardProblem: {
            /** @enum {string} */
            code: "carrier_without_calendar" | "no_pickup" | "pool_unserved" | "pool_unattended" | "nobody_at_work" | "ship_by_past" | "contact_lost" | "left_behind" | "shipped_without_evidence" | "station_clock_ahead" | "order_clock_ahead" | "queue_rows" | "queue_rebuilding";
            count: number;
            ids: string[];
            /** @enum {string} */
            of: "shipment" | "task" | "station";
            text: {
                en: string;
                ja: string;
            };
            /** @description which carrier, pool, station or source */
            what: string;
        };
        BoardRank: {
            /** @description won’t make the truck with the people at work */
            atRisk: number;
            brand: {
                en: string;
                ja: string;
            };
            /** @description packed, or handed over today */
            done: number;
            held: number;
            /** @description a station holds it, a stage of it is done, or a station has vanished with it; not what was put back */
            inWork: number;
            /** @description its ship-by or its truck has passed */
            late: number;
            /** @description to do and in work */
            left: number;
            rank: {
                en: string;
                ja: string;
            };
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            rankId: string;
            toDo: number;
            /** @description not in line yet: delivery date, pre-order or payment */
            waiting: number;
        };
        BoardShipment: {
            brand: {
                en: string;
                ja: string;
            };
            due: string | null;
            isLate: boolean;
            orderExternalId: string;
            rank: {
                en: string;
                ja: string;
            };
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            shipBy: string;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            shipmentId: string;
            stage: {
                en: string;
                ja: string;
            } | null;
            station: string | null;
            /** @enum {string} */
            status: "to_do" | "in_work" | "waiting" | "held" | "done";
            taskId: string | null;
        };
        BoardShipments: {
            items: components["schemas"]["BoardShipment"][];
            timeZone: string;
            total: number;
        };
        BoardStage: {
            /** @description won’t be done in time for the trucks above */
            atRisk: number;
            doneToday: number;
            held: number;
            inWork: number;
            meanMinutes: number;
            name: {
                en: string;
                ja: string;
            };
            overdue: number;
            ready: number;
            stage: string;
            /** @description wait for the stage before them */
            waiting: number;
        };
        BoardTruck: {
            /** @description won’t make the truck with the people at work */
            atRisk: number;
            /** @description who won’t make it: the last of the truck’s line, at the stage where most won’t */
            atRiskByRank: {
                brand: {
                    en: string;
                    ja: string;
                };
                count: number;
                rank: {
                    en: string;
                    ja: string;
                };
                /**
                 * Format: uuid
                 * @description Opaque, sortable id (UUIDv7).
                 */
                rankId: string;
            }[];
            /** @description where time is short: tasks that won’t be done in time; a parcel counts in each such stage, so together they can be more than atRisk */
            atRiskByStage: {
                count: number;
                name: {
                    en: string;
                    ja: string;
                };
                stage: string;
            }[];
            /** @enum {string} */
            carrier: "yamato" | "sagawa" | "japan_post" | "other";
            /** @description packed, or handed over today */
            done: number;
            /** @description its orders go first now, whatever their rank */
            guarded: boolean;
            held: number;
            /** @description a station holds it, a stage of it is done, or a station has vanished with it; not what was put back */
            inWork: number;
            /** @description its ship-by or its truck has passed */
            late: number;
            /** @description to do and in work */
            left: number;
            /** @description negative: it has left */
            minutesToGo: number;
            /** @description carrier and time, as the sentence begins */
            name: {
                en: string;
                ja: string;
            };
            peopleMissing: number;
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            pickupAt: string;
            /** @description station time to spare in the tightest pool */
            slackMinutes: number | null;
            text: {
                en: string;
                ja: string;
            };
            toDo: number;
            /** @description not in line yet: delivery date, pre-order or payment */
            waiting: number;
        };
        BoardWait: {
            brand: {
                en: string;
                ja: string;
            };
            count: number;
            max: number;
            p50: number;
            p95: number;
            rank: {
                en: string;
                ja: string;
            };
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            rankId: string;
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
            /** @description how much of the work of one head start the brand’s head starts may take here; null: no limit; left out: as it is */
            headStartShare?: number | null;
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
            /** @description how much of the work of one head start the brand’s head starts may take here; null: no limit; left out: as it is */
            headStartShare?: number | null;
            /** @default false */
            isDefault?: boolean;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            warehouseId: string;
        };
        CancelOrderBody: {
            reason: string;
        };
        CarrierEventBody: {
            detail?: string;
            /**
             * Format: date-time
             * @description ISO 8601 instant, at most 2 days ahead of the server and 400 days behind it.
             */
            occurredAt: string;
            place?: string;
            /** @enum {string} */
            state: "pending" | "info_received" | "in_transit" | "out_for_delivery" | "attempt_failed" | "delivered" | "available_for_pickup" | "exception" | "expired";
        };
        CarrierEventResult: {
            /** @enum {string} */
            carrierState: "pending" | "info_received" | "in_transit" | "out_for_delivery" | "attempt_failed" | "delivered" | "available_for_pickup" | "exception" | "expired";
            duplicate: boolean;
            /** @enum {string} */
            shipmentState: "planned" | "in_work" | "ready" | "handed_over" | "delivered" | "returned" | "cancelled";
        };
        Cart: {
            bendMinutes: number;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            id: string;
            orders: components["schemas"]["CartOrder"][];
            passedOver: number;
            pool: string;
            stage: string;
            tasks: components["schemas"]["HeldTask"][];
        };
        CartBody: {
            /**
             * @description by how much the order of the line may bend to stay in one zone of the warehouse; 0: not at all. At most what the warehouse’s settings state for the stage (`carts`), and nothing where they state nothing; the answer names what held
             * @default 0
             */
            bendMinutes?: number;
            key: string;
            /** @description at most as many as the warehouse’s cart of the stage has places, where it states one */
            size: number;
            /** @description of one stage only; left out: whatever is most urgent */
            stage?: string;
        };
        CartHeartbeatBody: {
            tasks: {
                /**
                 * Format: uuid
                 * @description Opaque, sortable id (UUIDv7).
                 */
                taskId: string;
                token: number;
            }[];
        };
        CartHeartbeatResult: {
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            serverTime: string;
            tasks: {
                leaseUntil: string | null;
                refused: string | null;
                stop: {
                    code: string;
                    text: {
                        en: string;
                        ja: string;
                    };
                } | null;
                /**
                 * Format: uuid
                 * @description Opaque, sortable id (UUIDv7).
                 */
                taskId: string;
            }[];
        };
        CartOrder: {
            end: ("completed" | "released" | "lapsed" | "cancelled" | "stopped") | null;
            orderExternalId: string;
            shelves: string[];
            slot: number;
            stop: {
                code: string;
                text: {
                    en: string;
                    ja: string;
                };
            } | null;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            taskId: string;
            token: number;
            /** @description the one zone that all its shelves lie in */
            zone: string | null;
        };
        CartResult: {
            cart: components["schemas"]["Cart"] | null;
            nextReleaseAt: string | null;
        };
        CaseFile: {
            case: components["schemas"]["CaseSummary"];
            closedAt: string | null;
            decision: string | null;
            messages: {
                /** @enum {string} */
                author: "customer" | "staff";
                body: string;
                contact: string | null;
                /**
                 * Format: uuid
                 * @description Opaque, sortable id (UUIDv7).
                 */
                id: string;
                /**
                 * Format: date-time
                 * @description ISO 8601 instant; answers are UTC.
                 */
                writtenAt: string;
            }[];
            preservation: {
                clipId: string | null;
                heldAt: string | null;
                /** @enum {string} */
                state: "wanted" | "held" | "released";
                what: string;
            }[];
            record: components["schemas"]["ShipmentRecord"] | null;
        };
        CaseMessageBody: {
            body: string;
        };
        CasePage: {
            items: components["schemas"]["CaseSummary"][];
            next: string | null;
        };
        CaseSummary: {
            answerBy: string | null;
            caseNo: string;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            id: string;
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            openedAt: string;
            orderExternalId: string;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            orderId: string;
            /** @enum {string} */
            reason: "not_received" | "delivered_not_found" | "damaged" | "leaked" | "wrong_item" | "missing_item" | "other_parcel" | "noshi_wrong" | "engraving_wrong" | "perk_missing" | "price_shown" | "best_before" | "temperature" | "defect" | "not_as_described" | "late" | "empty_box" | "return_differs" | "unauthorised" | "other";
            shipmentId: string | null;
            /** @enum {string} */
            state: "open" | "closed";
            /** @enum {string} */
            weight: "inquiry" | "complaint" | "dispute" | "chargeback";
        };
        CheckItemBody: {
            /** @enum {string} */
            answeredBy: "auto" | "press" | "photo" | "command";
            /** @default [] */
            appliesTo?: string[];
            code: string;
            /** @default null */
            customerText?: {
                en: string;
                ja: string;
            } | null;
            text: {
                en: string;
                ja: string;
            };
        };
        ClaimBody: {
            /** @description the same key again returns the same task */
            key: string;
            scan?: string;
            stages?: string[];
        };
        ClaimResult: {
            held: components["schemas"]["HeldTask"] | null;
            nextReleaseAt: string | null;
            passedOver: number;
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
        ClipLink: {
            /** @description it was so before */
            already: boolean;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            clipId: string;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            shipmentId: string;
        };
        ClipLinkBody: {
            /**
             * @default late_binding
             * @enum {string}
             */
            reason?: "late_binding";
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            shipmentId: string;
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
        ClipViews: {
            days: number;
            items: {
                clips: number;
                /**
                 * @description the weight of the case it was looked at for, or where or why else
                 * @enum {string}
                 */
                purpose: "inquiry" | "complaint" | "dispute" | "chargeback" | "customer_page" | "audit" | "quality_check" | "export" | "record";
                views: number;
            }[];
            total: number;
        };
        CloseCaseBody: {
            /** @enum {string} */
            decision: "replacement" | "refund" | "goodwill" | "rebuttal" | "no_action";
            note?: string;
        };
        ClosedDay: {
            /**
             * @description the carrier that does not come; null: the warehouse is closed
             * @default null
             */
            carrier: ("yamato" | "sagawa" | "japan_post" | "other") | null;
            /** Format: date */
            day: string;
            /** @default null */
            name: string | null;
        };
        ClosedDayInput: {
            /**
             * @description the carrier that does not come; null: the warehouse is closed
             * @default null
             */
            carrier?: ("yamato" | "sagawa" | "japan_post" | "other") | null;
            /** Format: date */
            day: string;
            /** @default null */
            name?: string | null;
        };
        ClosedDayList: {
            days: components["schemas"]["ClosedDay"][];
        };
        ClosedDayListInput: {
            days: components["schemas"]["ClosedDayInput"][];
        };
        CompleteBody: {
            /**
             * Format: date-time
             * @description ISO 8601 instant, at most 2 days ahead of the server and 400 days behind it.
             */
            occurredAt: string;
            token: number;
        };
        CompleteClipBody: {
            clock?: components["schemas"]["ClipClock"];
            /** @default [] */
            marks?: components["schemas"]["ClipMark"][];
            recording?: components["schemas"]["SignedRecording"];
            segments: number;
            /** @description Of all segments in the order of their numbers. Another digest is refused at once (422 total_digest_mismatch) when the clip has one segment or at most 32 MiB in all; of a larger one the clip is accepted, and becomes mediaState rejected, mediaReason total_digest_mismatch, when the worker assembles it. Either way, complete again with the right digest. */
            sha256: string;
            totalBytes: number;
        };
        CompleteResult: {
            nextTaskId: string | null;
            shipmentState: string;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            taskId: string;
        };
        ConsistencyProof: {
            from: number;
            /** @description RFC 6962, section 2.1.2 */
            hashes: string[];
            to: number;
        };
        ConsolidateBody: {
            note?: string;
            /** @enum {string} */
            reason: "customer_asked" | "address_check" | "payment_check" | "stock" | "damage" | "deadline" | "box_too_small" | "same_recipient" | "station_problem" | "mistake" | "other";
            shipmentIds: string[];
        };
        CoverageDay: {
            brand: {
                /**
                 * Format: uuid
                 * @description Opaque, sortable id (UUIDv7).
                 */
                id: string;
                name: {
                    en: string;
                    ja: string;
                };
            };
            complete: number;
            /** @description complete and waived, of those shipped; null: nothing was */
            coverage: number | null;
            /** Format: date */
            day: string;
            /** @description something is missing */
            missing: number;
            shipped: number;
            /** @description something is missing, and waived with a reason */
            waived: number;
            warehouse: {
                /**
                 * Format: uuid
                 * @description Opaque, sortable id (UUIDv7).
                 */
                id: string;
                name: {
                    en: string;
                    ja: string;
                };
            };
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
        Customer: {
            email: string | null;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            id: string;
            /** @enum {string} */
            locale: "ja" | "en";
            /** @enum {string} */
            membershipStatus: "01" | "02" | "03";
            name: string | null;
            nameKana: string | null;
            phone: string | null;
            rank: components["schemas"]["CustomerRank"];
            ref: string;
        };
        CustomerBody: {
            /** Format: email */
            email?: string;
            /**
             * @default ja
             * @enum {string}
             */
            locale?: "ja" | "en";
            /**
             * @default 01
             * @enum {string}
             */
            membershipStatus?: "01" | "02" | "03";
            name?: string;
            nameKana?: string;
            phone?: string;
        };
        CustomerRank: {
            endsAt: string | null;
            rank: string;
            reason: string | null;
            /** @enum {string} */
            source: "default" | "external" | "rules";
            startsAt: string | null;
        };
        CustomerRankBody: {
            /** @default null */
            endsAt?: string | null;
            rank: string;
            reason: string;
        };
        DayClose: {
            closed: components["schemas"]["DayClosed"] | null;
            /** Format: date */
            date: string;
            figures: components["schemas"]["DayCloseFigures"];
            timeZone: string;
        };
        DayCloseBody: {
            reason?: string;
        };
        DayClosed: {
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            at: string;
            by: {
                id: string;
                kind: string;
            };
            reason: string | null;
        };
        DayCloseFigures: {
            cancelled: number;
            carriedOver: number;
            carriedOverByReason: {
                count: number;
                text: {
                    en: string;
                    ja: string;
                };
                why: string;
            }[];
            /** @description in less everything that is accounted for; zero on a good day */
            difference: number;
            handedOver: number;
            held: number;
            in: {
                arrived: number;
                fromBefore: number;
                total: number;
            };
            /** @description carried over because they missed their truck */
            missed: components["schemas"]["NamedShipment"][];
            short: number;
            unaccounted: components["schemas"]["NamedShipment"][];
        };
        DirectSegmentBody: {
            bytes: number;
            sha256: string;
        };
        EnrolBody: {
            code: string;
            /** @description P-256, SPKI (DER) in base64, as WebCrypto exports it */
            publicKey?: string;
        };
        EnrolmentCode: {
            code: string;
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            expiresAt: string;
            name: string;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            stationId: string;
        };
        EnrolResult: {
            key: string;
            name: string;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            stationId: string;
            warehouse: string;
        };
        EvidenceClip: {
            durationMs: number | null;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            id: string;
            /** @enum {string} */
            kind: "film" | "still";
            manifest: {
                keyId: string;
                /**
                 * Format: date-time
                 * @description ISO 8601 instant; answers are UTC.
                 */
                sealedAt: string;
                sha256: string;
                /** @description null: the time stamp is pending */
                timestampedAt: string | null;
                /** @description local: this installation itself; verified: led to the configured CA (TSA_CA_FILE) */
                timestampedBy: {
                    local: boolean;
                    name: string;
                    verified: boolean;
                } | null;
            } | null;
            marks: {
                atMs: number;
                kind: string;
                label: string;
            }[];
            mediaReason: string | null;
            mediaState: string;
            overtaken: boolean;
            renditions: {
                contentType: string;
                durationMs: number | null;
                kind: string;
                url: string;
            }[];
            sha256: string | null;
            stage: string;
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            startedAt: string;
            state: string;
            take: number;
        };
        EvidenceCoverage: {
            days: components["schemas"]["CoverageDay"][];
            /** Format: date */
            from: string;
            /** Format: date */
            to: string;
            totals: {
                complete: number;
                /** @description complete and waived, of those shipped; null: nothing was */
                coverage: number | null;
                /** @description something is missing */
                missing: number;
                shipped: number;
                /** @description something is missing, and waived with a reason */
                waived: number;
            };
        };
        EvidenceGaps: {
            items: {
                brand: {
                    en: string;
                    ja: string;
                };
                /** Format: date */
                day: string;
                /**
                 * Format: date-time
                 * @description ISO 8601 instant; answers are UTC.
                 */
                handedOverAt: string;
                orderExternalId: string;
                /**
                 * Format: uuid
                 * @description Opaque, sortable id (UUIDv7).
                 */
                shipmentId: string;
                stages: {
                    name: {
                        en: string;
                        ja: string;
                    };
                    stage: string;
                }[];
            }[];
            total: number;
        };
        EvidenceSettings: {
            /**
             * @default warn
             * @enum {string}
             */
            labelWithoutEvidence: "off" | "warn" | "block";
        };
        EvidenceSettingsInput: {
            /**
             * @default warn
             * @enum {string}
             */
            labelWithoutEvidence?: "off" | "warn" | "block";
        };
        EvidenceWaiver: {
            already: boolean;
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            at: string;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            id: string;
            note: string | null;
            /** @enum {string} */
            reason: "camera_broken" | "power_cut" | "network_lost" | "privacy_request" | "too_large" | "other";
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            shipmentId: string;
            stage: string;
        };
        ExceptionBody: {
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            checkId?: string;
            defect: string;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            id: string;
            /** @enum {string} */
            kind: "swap" | "short_pick";
            /**
             * Format: date-time
             * @description ISO 8601 instant, at most 2 days ahead of the server and 400 days behind it.
             */
            occurredAt: string;
            /** @default 1 */
            quantity?: number;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            shipmentLineId: string;
            token: number;
        };
        ExpediteBody: {
            note?: string;
            /** @enum {string} */
            reason: "customer_asked" | "address_check" | "payment_check" | "stock" | "damage" | "deadline" | "box_too_small" | "same_recipient" | "station_problem" | "mistake" | "other";
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            startBy?: string;
        };
        ExportBody: {
            /** @enum {string} */
            reason: "case" | "customer_request" | "carrier_claim" | "authority_request" | "audit" | "quality_check" | "technical";
        };
        HandlingInstruction: {
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            id: string;
            kind: string;
            /** @enum {string} */
            source: "wish" | "perk" | "staff";
            text: {
                en: string;
                ja: string;
            };
        };
        HandoverBody: {
            /**
             * Format: date-time
             * @description ISO 8601 instant, at most 2 days ahead of the server and 400 days behind it.
             */
            occurredAt: string;
            waybill: string;
        };
        HandoverResult: {
            already: boolean;
            parcels: number;
            parcelsHandedOver: number;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            shipmentId: string;
            shipmentState: string;
        };
        HeartbeatBody: {
            token: number;
        };
        /** @description `stop`: cancelled, refunded or re-addressed; do not close the box. */
        HeartbeatResult: {
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            leaseUntil: string;
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            serverTime: string;
            stop: {
                code: string;
                text: {
                    en: string;
                    ja: string;
                };
            } | null;
        };
        HeldTask: {
            heartbeatEverySec: number;
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            leaseUntil: string;
            /** @description Random, of this claim */
            nonce: string;
            task: components["schemas"]["StationTask"];
            token: number;
        };
        InterventionResult: {
            /** @description false: it was so already */
            changed: boolean;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            interventionId: string;
            newShipmentId: string | null;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            shipmentId: string;
            stopped: string[];
            /** @description it has its place, but may not be worked on yet; null: it may */
            waits: {
                /** @enum {string} */
                code: "payment" | "release";
                text: {
                    en: string;
                    ja: string;
                };
                /** @description null: nobody knows yet */
                until: string | null;
            } | null;
        };
        IssuedWaybillsBody: {
            waybills: {
                /** @enum {string} */
                carrier: "yamato" | "sagawa" | "japan_post" | "other";
                /** Format: date */
                issuedOn?: string;
                number: string;
            }[];
        };
        Item: {
            /** @default [] */
            flags: string[];
            /** @default null */
            gtin: string | null;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            id: string;
            name: {
                en: string;
                ja: string;
            };
            /** @default null */
            shelf: string | null;
            sku: string;
        };
        ItemBody: {
            /** @default [] */
            flags?: string[];
            /** @default null */
            gtin?: string | null;
            name: {
                en: string;
                ja: string;
            };
            /** @default null */
            shelf?: string | null;
            sku: string;
        };
        ItemPage: {
            items: components["schemas"]["Item"][];
            next: string | null;
        };
        ItemsBody: {
            items: components["schemas"]["ItemBody"][];
        };
        ItemsResult: {
            saved: number;
        };
        LogCheckpoint: {
            custody: {
                count: number;
                head: string;
            } | null;
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            madeAt: string;
            /** @description The signed note itself, as /log/checkpoint serves it */
            note: string;
            /** @description Whether it has been copied to object storage */
            published: boolean;
            root: string;
            size: number;
        };
        LogKey: {
            /** @description Verifier keys of earlier checkpoints */
            former: string[];
            /** @description Four bytes in hex */
            keyId: string;
            origin: string;
            /** @description Ed25519, SPKI in PEM */
            pem: string;
            /** @description C2SP verifier key: `<name>+<key id>+<base64>` */
            vkey: string;
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
        NamedShipment: {
            orderExternalId: string;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            shipmentId: string;
            text: {
                en: string;
                ja: string;
            };
            why: string;
        };
        NewApiKey: {
            label: string;
        };
        NewBrand: {
            code: string;
            colours: components["schemas"]["BrandColours"];
            contact: components["schemas"]["BrandContact"];
            /** @default JPY */
            currency?: string;
            /**
             * @default ja
             * @enum {string}
             */
            defaultLocale?: "ja" | "en";
            nameEn: string;
            nameJa: string;
            /** @default Asia/Tokyo */
            timeZone?: string;
        };
        NewPerson: {
            /** Format: email */
            email: string;
            /**
             * @default ja
             * @enum {string}
             */
            locale?: "ja" | "en";
            /** @default [] */
            memberships?: components["schemas"]["Membership"][];
            name: string;
            password: string;
        };
        NewWarehouse: {
            code: string;
            /** @default 900000 */
            leaseAfterScanMs?: number;
            /** @default 120000 */
            leaseBeforeScanMs?: number;
            nameEn: string;
            nameJa: string;
            /** @default Asia/Tokyo */
            timeZone?: string;
        };
        Noshi: {
            furigana?: string;
            /** @enum {string} */
            kind: "celebration" | "wedding" | "recovery" | "sympathy" | "mourning";
            /** @enum {string} */
            mizuhiki: "red_white_bow" | "red_white_knot_10" | "red_white_knot_5" | "black_white_knot" | "yellow_white_knot";
            nameLines: string[];
            omotegaki: string;
            /**
             * @default inner
             * @enum {string}
             */
            placement: "inner" | "outer";
        };
        NoshiInput: {
            furigana?: string;
            /** @enum {string} */
            kind: "celebration" | "wedding" | "recovery" | "sympathy" | "mourning";
            /** @enum {string} */
            mizuhiki: "red_white_bow" | "red_white_knot_10" | "red_white_knot_5" | "black_white_knot" | "yellow_white_knot";
            nameLines: string[];
            omotegaki: string;
            /**
             * @default inner
             * @enum {string}
             */
            placement?: "inner" | "outer";
        };
        OpenCaseBody: {
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            answerBy?: string;
            channel?: string;
            note?: string;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            orderId: string;
            /** @enum {string} */
            reason: "not_received" | "delivered_not_found" | "damaged" | "leaked" | "wrong_item" | "missing_item" | "other_parcel" | "noshi_wrong" | "engraving_wrong" | "perk_missing" | "price_shown" | "best_before" | "temperature" | "defect" | "not_as_described" | "late" | "empty_box" | "return_differs" | "unauthorised" | "other";
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            shipmentId?: string;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            shipmentLineId?: string;
            /** @enum {string} */
            weight: "inquiry" | "complaint" | "dispute" | "chargeback";
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
             * @description ISO 8601 instant, at most 2 days ahead of the server and 400 days behind it.
             */
            startedAt: string;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            taskId: string;
            token: number;
        };
        Order: {
            cancelReason: string | null;
            carrier: string | null;
            customerRef: string;
            delivery: {
                date: string | null;
                window: string | null;
            };
            externalId: string;
            gift: boolean;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            id: string;
            instructions: components["schemas"]["HandlingInstruction"][];
            lines: components["schemas"]["OrderLine"][];
            noshi: components["schemas"]["Noshi"] | null;
            notBefore: string | null;
            parties: {
                orderer: components["schemas"]["Party"];
                recipient: components["schemas"]["Party"] | null;
                sender: components["schemas"]["Party"] | null;
            };
            payment: {
                currency: string;
                method: string;
                /** @enum {string} */
                state: "pending" | "paid" | "on_delivery" | "refunded";
                total: number;
            };
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            placedAt: string;
            rank: {
                code: string;
                /** @enum {string} */
                source: "default" | "external" | "rules";
            };
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            receivedAt: string;
            revision: number;
            service: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            shipBy: string;
            shipmentIds: string[];
            source: string;
            /** @enum {string} */
            state: "open" | "cancelled" | "completed";
        };
        OrderBatchBody: {
            orders: components["schemas"]["OrderBody"][];
        };
        OrderBatchResult: {
            results: components["schemas"]["OrderResult"][];
        };
        OrderBody: {
            cancelled?: {
                reason: string;
            };
            /** @enum {string} */
            carrier?: "yamato" | "sagawa" | "japan_post" | "other";
            customer: {
                /** Format: email */
                email?: string;
                name?: string;
                ref: string;
            };
            /** @default {} */
            delivery?: {
                /** Format: date */
                date?: string;
                window?: string;
            };
            externalId: string;
            /** @default false */
            gift?: boolean;
            lines: components["schemas"]["OrderLineBody"][];
            /**
             * @default ja
             * @enum {string}
             */
            locale?: "ja" | "en";
            noshi?: components["schemas"]["NoshiInput"];
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            notBefore?: string;
            orderer: components["schemas"]["PartyInput"];
            payment: {
                currency: string;
                /** @enum {string} */
                method: "card" | "bank_transfer" | "convenience_store" | "cash_on_delivery" | "wallet" | "invoice" | "other";
                /** @enum {string} */
                state: "pending" | "paid" | "on_delivery" | "refunded";
                total: number;
            };
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            placedAt: string;
            recipient?: components["schemas"]["PartyInput"];
            sender?: components["schemas"]["PartyInput"];
            service?: string;
            /**
             * Format: date-time
             * @description left out: the last truck of the day on which it ships by the brand’s cut-offs (PUT /v1/order-cutoffs); without a calendar of its carrier the end of that day, without cut-offs the next working day
             */
            shipBy?: string;
            source: string;
            /** @default [] */
            wishes?: string[];
        };
        OrderCutoff: {
            /** @description an order before it ships the same day, on the brand’s clock */
            localTime: string;
            /**
             * @description a rank with lines of its own; null: every other rank
             * @default null
             */
            rank: string | null;
            /** @description ISO weekdays: 1 is Monday, 7 Sunday */
            weekdays: number[];
        };
        OrderCutoffInput: {
            /** @description an order before it ships the same day, on the brand’s clock */
            localTime: string;
            /**
             * @description a rank with lines of its own; null: every other rank
             * @default null
             */
            rank?: string | null;
            /** @description ISO weekdays: 1 is Monday, 7 Sunday */
            weekdays: number[];
        };
        OrderCutoffList: {
            cutoffs: components["schemas"]["OrderCutoff"][];
        };
        OrderCutoffListInput: {
            cutoffs: components["schemas"]["OrderCutoffInput"][];
        };
        OrderLine: {
            engraving: string | null;
            flags: string[];
            gtin: string | null;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            id: string;
            lineNo: number;
            name: {
                en: string;
                ja: string;
            };
            quantity: number;
            sku: string;
            unitPrice: number;
        };
        /** @description Name, GTIN, shelf and flags default to the catalogue item of the SKU. */
        OrderLineBody: {
            engraving?: string;
            flags?: string[];
            gtin?: string;
            name?: {
                en: string;
                ja: string;
            };
            quantity: number;
            shelf?: string;
            sku: string;
            unitPrice: number;
        };
        OrderPage: {
            items: components["schemas"]["OrderSummary"][];
            next: string | null;
        };
        OrderResult: {
            /** @description names of the fields that an update changed */
            changed: string[];
            externalId: string | null;
            orderId: string | null;
            /** @enum {string} */
            outcome: "created" | "unchanged" | "updated" | "cancelled" | "refused";
            problem: {
                code: string;
                detail: string;
                errors?: {
                    message: string;
                    path: string;
                }[];
            } | null;
            shipmentIds: string[];
            source: string | null;
            /** @description what is odd about an order that was taken in all the same, and what to do */
            warnings: {
                /** @enum {string} */
                code: "clock_ahead" | "ship_by_in_the_past" | "carrier_without_calendar" | "no_truck_in_time" | "pickups_on_closed_days" | "pool_unserved";
                /** @description what to do */
                detail: string;
                /** @description in the language of Accept-Language */
                title: string;
            }[];
        };
        OrderSummary: {
            customerName: string | null;
            externalId: string;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            id: string;
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            placedAt: string;
            rank: string;
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            shipBy: string;
            shipmentIds: string[];
            /** @enum {string} */
            state: "open" | "cancelled" | "completed";
        };
        Overtaking: {
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            arrivedAt: string;
            orderExternalId: string | null;
            rank: string | null;
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
            why: {
                code: string;
                text: {
                    en: string;
                    ja: string;
                };
            };
        };
        Packer: {
            displayName: string;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            id: string;
            /** @enum {string} */
            locale: "ja" | "en";
            pseudonym: string;
        };
        PackerBody: {
            badge: string;
            displayName: string;
            /**
             * @default ja
             * @enum {string}
             */
            locale?: "ja" | "en";
            pseudonym: string;
        };
        PackerList: {
            items: components["schemas"]["Packer"][];
        };
        Party: {
            city?: string;
            /** @default JP */
            country: string;
            /** Format: email */
            email?: string;
            line1?: string;
            line2?: string;
            name: string;
            nameKana?: string;
            phone?: string;
            postalCode?: string;
            region?: string;
        };
        PartyInput: {
            city?: string;
            /** @default JP */
            country?: string;
            /** Format: email */
            email?: string;
            line1?: string;
            line2?: string;
            name: string;
            nameKana?: string;
            phone?: string;
            postalCode?: string;
            region?: string;
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
        Pickup: {
            /** @enum {string} */
            carrier: "yamato" | "sagawa" | "japan_post" | "other";
            /**
             * @description it also calls on these days, whatever weekday they are and even if the day is closed
             * @default []
             */
            extraDays: string[];
            /** @description when the truck leaves, on the warehouse’s clock */
            localTime: string;
            /**
             * @description for this service only; null: for all services without lines of their own
             * @default null
             */
            service: string | null;
            /** @default null */
            validFrom: string | null;
            /** @default null */
            validUntil: string | null;
            /** @description ISO weekdays: 1 is Monday, 7 Sunday */
            weekdays: number[];
        };
        PickupInput: {
            /** @enum {string} */
            carrier: "yamato" | "sagawa" | "japan_post" | "other";
            /**
             * @description it also calls on these days, whatever weekday they are and even if the day is closed
             * @default []
             */
            extraDays?: string[];
            /** @description when the truck leaves, on the warehouse’s clock */
            localTime: string;
            /**
             * @description for this service only; null: for all services without lines of their own
             * @default null
             */
            service?: string | null;
            /** @default null */
            validFrom?: string | null;
            /** @default null */
            validUntil?: string | null;
            /** @description ISO weekdays: 1 is Monday, 7 Sunday */
            weekdays: number[];
        };
        PickupList: {
            pickups: components["schemas"]["Pickup"][];
        };
        PickupListInput: {
            pickups: components["schemas"]["PickupInput"][];
        };
        PositionChange: {
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            at: string;
            cause: string;
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            from: string;
            text: {
                en: string;
                ja: string;
            };
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            to: string;
        };
        /** @description Every refusal and failure. `code` is stable; `detail` says what to do. */
        Problem: {
            /** @enum {string} */
            code: "already_holding" | "answered_by_scan" | "api_key_not_found" | "badge_taken" | "badge_unknown" | "board_streams_full" | "body_too_large" | "brand_code_taken" | "brand_not_found" | "calendar_not_allowed" | "cart_not_found" | "case_closed" | "case_not_found" | "case_weight_not_heavier" | "check_code_repeated" | "check_not_found" | "clip_completed" | "clip_id_taken" | "clip_not_completed" | "clip_not_found" | "clip_not_playable" | "clip_too_large" | "consolidate_not_alike" | "content_digest_malformed" | "content_digest_missing" | "content_encoding_not_supported" | "content_length_required" | "content_type_mismatch" | "cross_origin" | "customer_not_found" | "day_closed" | "day_not_closable" | "day_out_of_reach" | "default_rank_needed" | "delivery_date_before_placed" | "digest_mismatch" | "email_taken" | "enrolment_code_invalid" | "event_in_future" | "evidence_present" | "evidence_stage_unknown" | "exception_not_found" | "film_not_for_gift_recipient" | "gtin_check_digit_wrong" | "headers_too_large" | "id_reused" | "idempotency_key_reused" | "internal" | "invalid_request" | "line_not_found" | "line_of_another_shipment" | "line_required" | "link_expiry_not_allowed" | "log_checkpoint_not_found" | "log_inconsistent" | "log_size_not_reached" | "log_tile_not_found" | "malformed_cursor" | "malformed_idempotency_key" | "malformed_json" | "malformed_request" | "manifest_not_found" | "membership_not_found" | "method_not_allowed" | "newer_token" | "no_scope_chosen" | "noshi_not_allowed" | "not_before_after_ship_by" | "not_complete" | "not_logged_yet" | "nothing_left_to_do" | "order_already_packed" | "order_already_shipped" | "order_consolidated" | "order_is_cancelled" | "order_not_found" | "order_total_too_large" | "packer_not_found" | "packer_not_signed_in" | "payment_refunded" | "person_not_found" | "placed_in_future" | "pseudonym_taken" | "quantity_too_large" | "queue_settings_not_allowed" | "rank_end_in_past" | "rank_not_found" | "reason_required" | "recording_signature_invalid" | "recording_statement_mismatch" | "rendition_not_found" | "request_in_progress" | "request_timeout" | "role_too_small" | "route_not_found" | "scan_not_found" | "schema_not_found" | "secret_shown_once" | "segment_conflict" | "segment_cut_off" | "segment_empty" | "segment_not_uploaded" | "segment_number_too_large" | "segment_too_large" | "segments_missing" | "segments_unexpected" | "ship_by_before_placed" | "ship_by_too_far" | "ship_by_too_old" | "shipment_closed" | "shipment_held" | "shipment_left" | "shipment_not_found" | "shipment_not_held" | "shipment_not_ready" | "shipment_of_another_order" | "shipment_packed" | "shipment_stopped" | "signing_key_ended" | "signing_key_malformed" | "signing_key_not_found" | "signing_key_revoked" | "signing_key_taken" | "simulation_not_done" | "simulation_not_found" | "simulation_too_large" | "simulation_without_orders" | "simulation_without_stations" | "sku_repeated" | "sku_unknown" | "split_line_unknown" | "split_takes_all" | "split_too_many" | "stage_in_use" | "stages_not_allowed" | "station_clips_full" | "station_day_full" | "station_key_unknown" | "station_name_taken" | "station_not_found" | "task_completed" | "task_held_elsewhere" | "task_never_held" | "task_not_found" | "task_not_held" | "task_not_open" | "task_not_released" | "task_stopped" | "temporarily_unavailable" | "too_many_api_keys" | "too_many_logins" | "too_many_requests" | "total_digest_mismatch" | "total_mismatch" | "tracking_link_not_found" | "unauthenticated" | "unsupported_media_type" | "url_too_long" | "warehouse_code_taken" | "warehouse_needed" | "warehouse_not_found" | "waybill_check_digit_wrong" | "waybill_issued_elsewhere" | "waybill_malformed" | "waybill_not_found" | "waybill_repeated" | "wrong_credential" | "wrong_login";
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
            /** @description Whether the service signs with it now */
            current: boolean;
            keyId: string;
            /** @enum {string} */
            owner: "service" | "station";
            /** @description SPKI in PEM, as `openssl dgst -sha256 -verify` reads it */
            pem: string;
            /** @description From then on nothing that it signs counts */
            revokedFrom: string | null;
            revokedReason: ("lost" | "compromised" | "retired") | null;
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            validFrom: string;
            /** @description null: in use */
            validUntil: string | null;
        };
        PublicKeyList: {
            items: components["schemas"]["PublicKey"][];
        };
        QueueSettings: {
            /**
             * @description stages at which the station page offers to take several orders on one trip; none: nowhere
             * @default []
             */
            carts: {
                /** @default 0 */
                bendMinutes: number;
                /** @description places on the cart */
                orders: number;
                stage: string;
            }[];
            /**
             * @default {
             *       "on": true,
             *       "margin": null
             *     }
             */
            guard: {
                /**
                 * @description in mean service times; null: measured from real ones
                 * @default null
                 */
                margin: number | null;
                /** @default true */
                on: boolean;
            };
            /**
             * @description the longest head start that brands may give here, on the longest default lead of them all; null: no cap
             * @default null
             */
            maxHeadStartMinutes: number | null;
            /**
             * @description what separates pools; fewer pools give everybody a shorter longest wait
             * @default []
             */
            poolBy: ("zone" | "temperature" | "skill")[];
            /** @default [] */
            skills: {
                code: string;
                flags: string[];
            }[];
            /** @default [] */
            zones: {
                code: string;
                shelfPrefixes: string[];
            }[];
        };
        QueueSettingsInput: {
            /**
             * @description stages at which the station page offers to take several orders on one trip; none: nowhere
             * @default []
             */
            carts?: {
                /** @default 0 */
                bendMinutes?: number;
                /** @description places on the cart */
                orders: number;
                stage: string;
            }[];
            /**
             * @default {
             *       "on": true,
             *       "margin": null
             *     }
             */
            guard?: {
                /**
                 * @description in mean service times; null: measured from real ones
                 * @default null
                 */
                margin?: number | null;
                /** @default true */
                on?: boolean;
            };
            /**
             * @description the longest head start that brands may give here, on the longest default lead of them all; null: no cap
             * @default null
             */
            maxHeadStartMinutes?: number | null;
            /**
             * @description what separates pools; fewer pools give everybody a shorter longest wait
             * @default []
             */
            poolBy?: ("zone" | "temperature" | "skill")[];
            /** @default [] */
            skills?: {
                code: string;
                flags: string[];
            }[];
            /** @default [] */
            zones?: {
                code: string;
                shelfPrefixes: string[];
            }[];
        };
        RaiseCaseBody: {
            note?: string;
            /** @enum {string} */
            weight: "inquiry" | "complaint" | "dispute" | "chargeback";
        };
        Rank: {
            code: string;
            film: boolean;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            id: string;
            isDefault: boolean;
            leadMinutes: number;
            name: {
                en: string;
                ja: string;
            };
            position: number;
        };
        RankBody: {
            film: boolean;
            /** @default false */
            isDefault?: boolean;
            leadMinutes: number;
            name: {
                en: string;
                ja: string;
            };
            position: number;
        };
        RankList: {
            items: components["schemas"]["Rank"][];
        };
        ReasonBody: {
            note?: string;
            /** @enum {string} */
            reason: "customer_asked" | "address_check" | "payment_check" | "stock" | "damage" | "deadline" | "box_too_small" | "same_recipient" | "station_problem" | "mistake" | "other";
        };
        ReassignBody: {
            note?: string;
            /** @enum {string} */
            reason: "customer_asked" | "address_check" | "payment_check" | "stock" | "damage" | "deadline" | "box_too_small" | "same_recipient" | "station_problem" | "mistake" | "other";
            stationId: string | null;
        };
        ReleaseBody: {
            reason?: string;
            token: number;
        };
        RenditionAccepted: {
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            clipId: string;
            url: string;
        };
        ResolveExceptionBody: {
            /**
             * Format: date-time
             * @description ISO 8601 instant, at most 2 days ahead of the server and 400 days behind it.
             */
            occurredAt: string;
            token: number;
        };
        Revocation: {
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            from: string;
            /** @enum {string} */
            reason: "lost" | "compromised" | "retired";
        };
        ScanBody: {
            code: string;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            id: string;
            /**
             * Format: date-time
             * @description ISO 8601 instant, at most 2 days ahead of the server and 400 days behind it.
             */
            occurredAt: string;
            token: number;
        };
        ScanResult: {
            message: {
                en: string;
                ja: string;
            };
            /** @enum {string} */
            result: "counted" | "surplus" | "not_on_order" | "waybill_bound" | "swapped_label" | "evidence_missing" | "bad_check_digit" | "exception_resolved" | "understood" | "not_understood";
            shipmentLineId: string | null;
            /** @description true: the packer must not go on before this is put right */
            stop: boolean;
            task: components["schemas"]["StationTask"];
            /** @description what to look at, though the packer may go on: a stage that was not recorded */
            warning: {
                en: string;
                ja: string;
            } | null;
        };
        SchemaList: {
            items: {
                name: string;
                schema: string;
            }[];
        };
        SearchHit: {
            customerName: string | null;
            externalId: string;
            /** @enum {string} */
            matchedBy: "order" | "waybill" | "email";
            openCases: number;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            orderId: string;
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            placedAt: string;
            shipmentId: string | null;
            shipmentState: string | null;
            waybillNumber: string | null;
        };
        SearchResult: {
            items: components["schemas"]["SearchHit"][];
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
        Shipment: {
            carrier: string | null;
            /** @enum {string} */
            carrierState: "pending" | "info_received" | "in_transit" | "out_for_delivery" | "attempt_failed" | "delivered" | "available_for_pickup" | "exception" | "expired";
            delivery: {
                date: string | null;
                window: string | null;
            };
            flags: string[];
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            id: string;
            lines: components["schemas"]["ShipmentLine"][];
            orderExternalId: string;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            orderId: string;
            parcelCount: number;
            /** Format: date */
            plannedShipDate: string;
            /** @description null while the order waits for its payment */
            releaseAt: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            shipBy: string;
            /** @enum {string} */
            state: "planned" | "in_work" | "ready" | "handed_over" | "delivered" | "returned" | "cancelled";
            tasks: components["schemas"]["TaskSummary"][];
            waybills: components["schemas"]["Waybill"][];
        };
        ShipmentLine: {
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            id: string;
            name: {
                en: string;
                ja: string;
            };
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            orderLineId: string;
            quantity: number;
            sku: string;
        };
        ShipmentRecord: {
            cases: components["schemas"]["CaseSummary"][];
            checks: {
                answer: string;
                by: string;
                clip: {
                    atMs: number;
                    /**
                     * Format: uuid
                     * @description Opaque, sortable id (UUIDv7).
                     */
                    clipId: string;
                } | null;
                code: string;
                /**
                 * Format: date-time
                 * @description ISO 8601 instant; answers are UTC.
                 */
                occurredAt: string;
                standard: string;
                text: string;
            }[];
            clips: components["schemas"]["EvidenceClip"][];
            customer: {
                email: string | null;
                name: string | null;
            };
            lines: {
                /**
                 * Format: uuid
                 * @description Opaque, sortable id (UUIDv7).
                 */
                id: string;
                name: string;
                quantity: number;
                sku: string;
            }[];
            order: {
                externalId: string;
                /**
                 * Format: uuid
                 * @description Opaque, sortable id (UUIDv7).
                 */
                id: string;
                paymentMethod: string;
                /**
                 * Format: date-time
                 * @description ISO 8601 instant; answers are UTC.
                 */
                placedAt: string;
                rank: string;
                rankName: string;
            };
            preserved: {
                held: number;
                wanted: number;
            };
            recipient: {
                address: string;
                name: string;
                postalCode: string | null;
            };
            shipment: {
                carrier: string | null;
                carrierState: string;
                /**
                 * Format: uuid
                 * @description Opaque, sortable id (UUIDv7).
                 */
                id: string;
                shippedOn: string | null;
                state: string;
                waybills: string[];
            };
            timeline: components["schemas"]["TimelineEntry"][];
        };
        SignedRecording: {
            keyId: string;
            /** @description ECDSA P-256 over SHA-256, as WebCrypto makes it (r and s) or in DER */
            signature: string;
            /** @description The exact text that was signed: canonical JSON, UTF-8 */
            statement: string;
        };
        SignIn: {
            email: string;
            password: string;
        };
        SignInBody: {
            badge: string;
        };
        SigningKey: {
            keyId: string;
        };
        SigningKeyBody: {
            /** @description P-256, SPKI (DER) in base64, as WebCrypto exports it */
            publicKey: string;
        };
        SimulateDay: {
            /**
             * @description The cap on other customers: their p99 wait ÷ the same without a head start.
             * @default 1.3
             */
            capStandardP99?: number;
            /**
             * Format: date
             * @description On the warehouse’s clock, such as yesterday.
             */
            date: string;
            /** @description Head start that the policies are shown with; the recommended one without it. */
            deltaMinutes?: number;
            /** @description Head starts to try for the recommendation; from 5 minutes to 12 hours without it. */
            deltas?: number[];
            /**
             * @default [
             *       "fifo",
             *       "strict",
             *       "earliest_ship_by",
             *       "head_start",
             *       "guarded",
             *       "guarded_reserve"
             *     ]
             */
            policies?: ("fifo" | "strict" | "earliest_ship_by" | "head_start" | "guarded" | "guarded_reserve")[];
            /** @default 20 */
            seeds?: number;
            /** @description Without it as measured in the warehouse; the stage’s planned minutes before there is a measurement. */
            service?: {
                /** @enum {string} */
                kind: "fixed";
                meanMinutes: number;
            } | {
                /** @enum {string} */
                kind: "exponential";
                meanMinutes: number;
            } | {
                cv: number;
                /** @enum {string} */
                kind: "lognormal";
                meanMinutes: number;
            };
            /** @description Line that is simulated; without it the one that took most of the stations’ time. */
            stage?: string;
            /** @description Without it as many as worked on the stage that day. */
            stations?: number;
        };
        Simulation: {
            /** @description The report as an SVG; `?lang=ja` or `en`. */
            chartUrl: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            createdAt: string;
            finishedAt: string | null;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            id: string;
            /** @description Why it failed, and what to do. */
            problem: {
                en: string;
                ja: string;
            } | null;
            /** @description Simulated days: each seed under each policy and each head start that is tried. */
            progress: {
                done: number;
                total: number;
            };
            report: components["schemas"]["SimulationReport"] | null;
            source: components["schemas"]["SimulationSource"];
            /** @enum {string} */
            state: "queued" | "running" | "done" | "failed";
        };
        SimulationAccepted: {
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            id: string;
            /** @enum {string} */
            state: "queued" | "running" | "done" | "failed";
        };
        SimulationBody: {
            fromOrders?: components["schemas"]["SimulateDay"];
            scenario?: components["schemas"]["SimulationScenario"];
        };
        SimulationPage: {
            items: components["schemas"]["SimulationSummary"][];
            next: string | null;
        };
        SimulationReport: {
            headline: {
                en: string;
                ja: string;
            };
            orders: number;
            policies: {
                all: {
                    max: number;
                    mean: number;
                    orders: number;
                    p50: number;
                    p95: number;
                    p99: number;
                };
                /** @description Null where the policy has no head start. */
                deltaMinutes: number | null;
                largestOvertakingMinutes: number;
                leadOvertakingMinutes: number;
                /** @description Of orders with a truck or a ship-by; null when none has. */
                onTimeShare: number | null;
                /** @enum {string} */
                policy: "fifo" | "strict" | "earliest_ship_by" | "head_start" | "guarded" | "guarded_reserve";
                standard: {
                    max: number;
                    mean: number;
                    orders: number;
                    p50: number;
                    p95: number;
                    p99: number;
                };
                trucks: {
                    missed: number;
                    /** @description Missed although they could still make it when the last order for their truck came in. */
                    missedMakeable: number;
                    /** @description Missed, but met when every order had gone by earliest ship-by from the start. */
                    missedMetByShipBy: number;
                    /** @description Orders that had a truck to make. */
                    orders: number;
                };
                vip: {
                    max: number;
                    mean: number;
                    orders: number;
                    p50: number;
                    p95: number;
                    p99: number;
                };
            }[];
            recommendation: {
                capStandardP99: number;
                chosen: {
                    deltaMinutes: number;
                    standardMaxExtraMinutes: number;
                    standardP99: number;
                    standardP99Ratio: number;
                    /** @enum {string} */
                    strength: "weak" | "medium" | "strong";
                    trucksMissed: number;
                    vipP95: number;
                    vipP95Ratio: number;
                };
                /** @description 0: no head start meets the cap. */
                deltaMinutes: number;
                tried: {
                    deltaMinutes: number;
                    standardMaxExtraMinutes: number;
                    standardP99: number;
                    standardP99Ratio: number;
                    /** @enum {string} */
                    strength: "weak" | "medium" | "strong";
                    trucksMissed: number;
                    vipP95: number;
                    vipP95Ratio: number;
                }[];
            } | null;
            seeds: number;
            stations: number;
            vipOrders: number;
            warnings: {
                en: string;
                ja: string;
            }[];
        };
        SimulationScenario: {
            /** @default [] */
            breaks?: {
                fromMinute: number;
                /** @description How many stations pause; all without it. */
                stations?: number;
                toMinute: number;
            }[];
            /**
             * @description The cap on other customers: their p99 wait ÷ the same without a head start.
             * @default 1.3
             */
            capStandardP99?: number;
            /** @default [] */
            carriers?: {
                carrier: string;
                /**
                 * @description An order goes on a truck when it was placed at least so long before the pickup.
                 * @default 120
                 */
                cutoffMinutes?: number;
                /** @description Minutes after the start of the scenario. */
                pickups: number[];
                /**
                 * @description Share of the generated orders that go with this carrier.
                 * @default 1
                 */
                share?: number;
            }[];
            /**
             * @description Δ, the head start: lead of the standard rank − lead of the VIP rank.
             * @default 120
             */
            deltaMinutes?: number;
            /** @description Head starts to try for the recommendation; from 5 minutes to 12 hours without it. */
            deltas?: number[];
            /** @default 1 */
            firstSeed?: number;
            /**
             * @default {
             *       "margin": 4,
             *       "everySec": 10
             *     }
             */
            guard?: {
                /** @default 10 */
                everySec?: number;
                /** @default 4 */
                margin?: number;
            };
            /**
             * @description Nobody works before, and waits of orders that came in before are counted from then.
             * @default 0
             */
            opensAtMinute?: number;
            orders: {
                /** @default [] */
                bursts?: {
                    atMinute: number;
                    count: number;
                    vipShare?: number;
                }[];
                /** @enum {string} */
                kind: "generated";
                /** @description Poisson arrivals, one piece after the other. */
                pieces: {
                    /** @description Work coming in ÷ work the stations can do. */
                    load?: number;
                    minutes: number;
                    perHour?: number;
                    vipShare?: number;
                }[];
            } | {
                /** @enum {string} */
                kind: "list";
                orders: {
                    carrier?: string | null;
                    /** @description Minutes of work; drawn from `service` without it. */
                    minutes?: number | null;
                    /**
                     * Format: date-time
                     * @description ISO 8601 instant; answers are UTC.
                     */
                    placedAt: string;
                    rank: string;
                    shipBy?: string | null;
                }[];
                /**
                 * @default [
                 *       "vip",
                 *       "invited"
                 *     ]
                 */
                vipRanks?: string[];
            };
            /**
             * @default [
             *       "fifo",
             *       "strict",
             *       "earliest_ship_by",
             *       "head_start",
             *       "guarded",
             *       "guarded_reserve"
             *     ]
             */
            policies?: ("fifo" | "strict" | "earliest_ship_by" | "head_start" | "guarded" | "guarded_reserve")[];
            /** @default 20 */
            seeds?: number;
            service: {
                /** @enum {string} */
                kind: "fixed";
                meanMinutes: number;
            } | {
                /** @enum {string} */
                kind: "exponential";
                meanMinutes: number;
            } | {
                cv: number;
                /** @enum {string} */
                kind: "lognormal";
                meanMinutes: number;
            };
            /**
             * @description Whether a pickup is also the promised ship-by, which caps due. A listed order’s own ship-by always does.
             * @default false
             */
            shipByCapsDue?: boolean;
            /** @description Lead of the standard rank, at least Δ; Δ without it. */
            standardLeadMinutes?: number;
            stations: number;
            /**
             * @description Show the policies with the recommended head start instead of deltaMinutes.
             * @default false
             */
            useRecommendedDelta?: boolean;
            /** @default 0.15 */
            vipShare?: number;
            /**
             * @description Orders that arrive before are simulated but not counted.
             * @default 0
             */
            warmupMinutes?: number;
        };
        SimulationSource: {
            /** @enum {string} */
            kind: "scenario";
        } | {
            /** Format: date */
            date: string;
            /** @enum {string} */
            kind: "day";
            orders: number;
            stage: string;
        };
        SimulationSummary: {
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            createdAt: string;
            finishedAt: string | null;
            headline: {
                en: string;
                ja: string;
            } | null;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            id: string;
            /** @description Why it failed, and what to do. */
            problem: {
                en: string;
                ja: string;
            } | null;
            /** @description Simulated days: each seed under each policy and each head start that is tried. */
            progress: {
                done: number;
                total: number;
            };
            /** @description 0: no head start meets the cap. */
            recommendedDeltaMinutes: number | null;
            source: components["schemas"]["SimulationSource"];
            /** @enum {string} */
            state: "queued" | "running" | "done" | "failed";
        };
        SplitBody: {
            lines: {
                quantity: number;
                /**
                 * Format: uuid
                 * @description Opaque, sortable id (UUIDv7).
                 */
                shipmentLineId: string;
            }[];
            note?: string;
            /** @enum {string} */
            reason: "customer_asked" | "address_check" | "payment_check" | "stock" | "damage" | "deadline" | "box_too_small" | "same_recipient" | "station_problem" | "mistake" | "other";
        };
        Stage: {
            code: string;
            /** @enum {string} */
            evidence: "scan_log" | "film" | "still";
            handlingMinutes: number;
            name: {
                en: string;
                ja: string;
            };
            sections: ("pick" | "inspect" | "pack" | "ship")[];
        };
        StageList: {
            stages: components["schemas"]["Stage"][];
        };
        Standard: {
            checks: {
                /** @enum {string} */
                answeredBy: "auto" | "press" | "photo" | "command";
                /** @default [] */
                appliesTo: string[];
                code: string;
                /** @default null */
                customerText: {
                    en: string;
                    ja: string;
                } | null;
                /**
                 * Format: uuid
                 * @description Opaque, sortable id (UUIDv7).
                 */
                id: string;
                text: {
                    en: string;
                    ja: string;
                };
            }[];
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            id: string;
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            publishedAt: string;
            /** @enum {string} */
            section: "pick" | "inspect" | "pack" | "ship";
            title: {
                en: string;
                ja: string;
            };
            version: number;
        };
        StandardBody: {
            checks: components["schemas"]["CheckItemBody"][];
            /** @enum {string} */
            section: "pick" | "inspect" | "pack" | "ship";
            title: {
                en: string;
                ja: string;
            };
        };
        StandardList: {
            items: components["schemas"]["Standard"][];
        };
        StationBody: {
            name: string;
        };
        StationCapabilities: {
            skills: string[] | null;
            temperatures: string[] | null;
            zones: string[] | null;
        };
        StationCarts: {
            offers: {
                bendMinutes: number;
                name: {
                    en: string;
                    ja: string;
                };
                orders: number;
                stage: string;
            }[];
            openCartId: string | null;
        };
        StationCheck: {
            answer: ("pass" | "fail" | "not_applicable") | null;
            /** @enum {string} */
            answeredBy: "auto" | "press" | "photo" | "command";
            code: string;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            id: string;
            reason: string | null;
            section: string;
            text: {
                en: string;
                ja: string;
            };
        };
        StationException: {
            defect: string;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            id: string;
            /** @enum {string} */
            kind: "swap" | "short_pick";
            quantity: number;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            shipmentLineId: string;
            /** @enum {string} */
            state: "open" | "resolved";
        };
        StationLine: {
            codes: string[];
            counted: number;
            engraving: string | null;
            flags: string[];
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            id: string;
            name: {
                en: string;
                ja: string;
            };
            quantity: number;
            shelf: string | null;
            short: number;
            sku: string;
        };
        StationList: {
            items: components["schemas"]["StationSummary"][];
        };
        StationState: {
            heldTaskIds: string[];
            name: string;
            packer: components["schemas"]["Packer"] | null;
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            serverTime: string;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            stationId: string;
            warehouse: {
                /**
                 * Format: uuid
                 * @description Opaque, sortable id (UUIDv7).
                 */
                id: string;
                name: {
                    en: string;
                    ja: string;
                };
                timeZone: string;
            };
        };
        StationSummary: {
            capabilities: components["schemas"]["StationCapabilities"];
            enrolledAt: string | null;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            id: string;
            name: string;
            packer: string | null;
        };
        StationTask: {
            attempt: number;
            brand: {
                code: string;
                name: {
                    en: string;
                    ja: string;
                };
            };
            carrier: string | null;
            checks: components["schemas"]["StationCheck"][];
            clips: {
                /**
                 * Format: uuid
                 * @description Opaque, sortable id (UUIDv7).
                 */
                id: string;
                /** @enum {string} */
                kind: "film" | "still";
                state: string;
                take: number;
            }[];
            delivery: {
                date: string | null;
                window: string | null;
            };
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            due: string;
            exceptions: components["schemas"]["StationException"][];
            flags: string[];
            gift: boolean;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            id: string;
            instructions: {
                /**
                 * Format: uuid
                 * @description Opaque, sortable id (UUIDv7).
                 */
                id: string;
                kind: string;
                text: {
                    en: string;
                    ja: string;
                };
            }[];
            lines: components["schemas"]["StationLine"][];
            /** @description what still stands between this task and its completion; empty: it can be completed */
            missing: {
                code: string;
                text: {
                    en: string;
                    ja: string;
                };
            }[];
            orderExternalId: string;
            rank: {
                code: string;
                name: {
                    en: string;
                    ja: string;
                };
            };
            recipientName: string;
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            shipBy: string;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            shipmentId: string;
            stage: {
                code: string;
                /** @enum {string} */
                evidence: "scan_log" | "film" | "still";
                name: {
                    en: string;
                    ja: string;
                };
                of: number;
                position: number;
            };
            /** @enum {string} */
            state: "waiting" | "ready" | "claimed" | "completed" | "cancelled";
            waybills: components["schemas"]["Waybill"][];
        };
        TaskPosition: {
            ahead: {
                inWork: number;
                stations: number;
                tasks: number;
                workMinutes: number;
            };
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            arrivedAt: string;
            carrier: string | null;
            changes: components["schemas"]["PositionChange"][];
            deadline: string | null;
            /** @description which term decided the place in line */
            decidedBy: {
                code: string;
                text: {
                    en: string;
                    ja: string;
                };
            };
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            due: string;
            expectedStart: string | null;
            guarantee: {
                code: string;
                text: {
                    en: string;
                    ja: string;
                };
            };
            guaranteedLatestStart: string | null;
            /** @description what the guarantee alone does not keep: its truck, or its ship-by where no truck is known */
            guaranteeRemark: {
                code: string;
                text: {
                    en: string;
                    ja: string;
                };
            } | null;
            orderExternalId: string;
            overtakenBy: {
                orders: components["schemas"]["Overtaking"][];
                total: number;
            };
            pickupAt: string | null;
            pool: string;
            rank: {
                code: string;
                headStartMinutes: number;
                name: {
                    en: string;
                    ja: string;
                };
                /**
                 * Format: date-time
                 * @description ISO 8601 instant; answers are UTC.
                 */
                recordedAt: string;
                /** @enum {string} */
                source: "default" | "external" | "rules";
                text: {
                    en: string;
                    ja: string;
                };
            };
            releaseAt: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            shipBy: string;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            shipmentId: string;
            stage: string;
            /** @enum {string} */
            state: "waiting" | "ready" | "claimed" | "completed" | "cancelled";
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            taskId: string;
        };
        TaskSummary: {
            completedAt: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            due: string;
            /** @enum {string} */
            dueTerm: "lead" | "ship_by";
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            id: string;
            stage: string;
            /** @enum {string} */
            state: "waiting" | "ready" | "claimed" | "completed" | "cancelled";
        };
        TimelineEntry: {
            actor: string;
            /** @enum {string} */
            audience: "customer" | "staff" | "auditor";
            clip: {
                atMs: number;
                /**
                 * Format: uuid
                 * @description Opaque, sortable id (UUIDv7).
                 */
                clipId: string;
            } | null;
            detail: string | null;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            id: string;
            kind: string;
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            occurredAt: string;
            title: string;
        };
        TimestampAuthority: {
            /** @description SHA-256 of the certificate, hex */
            fingerprint: string;
            /** @description The stand-in of this installation: its time stamps prove nothing to anybody else */
            local: boolean;
            name: string;
            /** @description X.509 in PEM, as `openssl ts -verify -CAfile` reads it */
            pem: string;
        };
        TimestampAuthorityList: {
            items: components["schemas"]["TimestampAuthority"][];
        };
        TrackingLink: {
            /** @enum {string} */
            audience: "orderer" | "recipient";
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            expiresAt: string;
            film: boolean;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            id: string;
            revokedAt: string | null;
            url: string;
        };
        TrackingLinkBody: {
            /**
             * @default orderer
             * @enum {string}
             */
            audience?: "orderer" | "recipient";
            /**
             * Format: date-time
             * @description ISO 8601 instant; answers are UTC.
             */
            expiresAt?: string;
            /**
             * @description opens the film on this link whatever the rank
             * @default false
             */
            film?: boolean;
        };
        TrackingLinkList: {
            items: components["schemas"]["TrackingLink"][];
        };
        UpcomingPickups: {
            pickups: {
                /**
                 * Format: date-time
                 * @description ISO 8601 instant; answers are UTC.
                 */
                at: string;
                /** @enum {string} */
                carrier: "yamato" | "sagawa" | "japan_post" | "other";
                /**
                 * Format: date
                 * @description of the warehouse
                 */
                day: string;
                service: string | null;
            }[];
            timeZone: string;
        };
        UploadAddress: {
            expiresAt: string | null;
            /** @description To be sent as they are */
            headers: {
                [key: string]: string;
            };
            /** @description null: these very bytes are here already */
            url: string | null;
        };
        WaiverBody: {
            /** @description kept for good: write of the matter, never names or addresses */
            note?: string;
            /** @enum {string} */
            reason: "camera_broken" | "power_cut" | "network_lost" | "privacy_request" | "too_large" | "other";
            stage: string;
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
        Waybill: {
            boundAt: string | null;
            /** @enum {string} */
            carrier: "yamato" | "sagawa" | "japan_post" | "other";
            handedOverAt: string | null;
            /**
             * Format: uuid
             * @description Opaque, sortable id (UUIDv7).
             */
            id: string;
            /** Format: date */
            issuedOn: string;
            number: string;
            parcelNo: number;
        };
        WaybillList: {
            waybills: components["schemas"]["Waybill"][];
        };
        WrittenQueueSettings: {
            /**
             * @description stages at which the station page offers to take several orders on one trip; none: nowhere
             * @default []
             */
            carts: {
                /** @default 0 */
                bendMinutes: number;
                /** @description places on the cart */
                orders: number;
                stage: string;
            }[];
            /**
             * @default {
             *       "on": true,
             *       "margin": null
             *     }
             */
            guard: {
                /**
                 * @description in mean service times; null: measured from real ones
                 * @default null
                 */
                margin: number | null;
                /** @default true */
                on: boolean;
            };
            /**
             * @description the longest head start that brands may give here, on the longest default lead of them all; null: no cap
             * @default null
             */
            maxHeadStartMinutes: number | null;
            /**
             * @description what separates pools; fewer pools give everybody a shorter longest wait
             * @default []
             */
            poolBy: ("zone" | "temperature" | "skill")[];
            /** @default [] */
            skills: {
                code: string;
                flags: string[];
            }[];
            /** @description what nobody can work by yet, and what to do */
            warnings: {
                /** @enum {string} */
                code: "zones_unserved" | "temperatures_unserved" | "skills_unserved" | "combinations_unserved" | "cart_stages_unknown";
                /** @description what to do */
                detail: string;
                /** @description in the language of Accept-Language */
                title: string;
            }[];
            /** @default [] */
            zones: {
                code: string;
                shelfPrefixes: string[];
            }[];
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
    log_tiles_checkpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The newest checkpoint, a signed note */
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
    log_tiles_tile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                "*": string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Hashes of a tile, or entries of a bundle */
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
    audit_list: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The newest audits, with what they found of this brand */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditRunList"];
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
    board_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Trucks, stages, ranks, waits and problems, as of at most a second ago, in a very full warehouse a few */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Board"];
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
    board_lookAtDay: {
        parameters: {
            query?: {
                /** @description left out: today in the warehouse */
                date?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What a close would find now, or what it found */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DayClose"];
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
    board_closeDay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                date: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DayCloseBody"];
            };
        };
        responses: {
            /** @description What was found */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DayClose"];
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
    board_events: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream that stays open: `event: changed`, `data: {}` */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
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
    board_shipments: {
        parameters: {
            query: {
                carrier: "yamato" | "sagawa" | "japan_post" | "other";
                limit?: number;
                /** @description ISO 8601 instant; answers are UTC. */
                pickupAt?: string;
                show?: "left" | "late" | "held" | "waiting" | "done" | "all";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The parcels of a truck, as they stand in line */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BoardShipments"];
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
    cases_list: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                state?: "open" | "closed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Cases, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CasePage"];
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
    cases_open: {
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
                "application/json": components["schemas"]["OpenCaseBody"];
            };
        };
        responses: {
            /** @description The case; a dispute or chargeback preserves every piece of evidence */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseSummary"];
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
    cases_file: {
        parameters: {
            query?: never;
            header?: {
                "accept-language"?: string;
            };
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                caseId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The case with its messages, its preserved evidence and the record */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseFile"];
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
    cases_close: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                caseId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseCaseBody"];
            };
        };
        responses: {
            /** @description The decided case */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseSummary"];
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
    cases_message: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 255 visible ASCII characters; the same key and body answer the same for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                caseId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CaseMessageBody"];
            };
        };
        responses: {
            /** @description The case; the message is in its file */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseSummary"];
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
    cases_raise: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                caseId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RaiseCaseBody"];
            };
        };
        responses: {
            /** @description The case with its new weight */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseSummary"];
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
    evidence_export: {
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
                "application/json": components["schemas"]["ExportBody"];
            };
        };
        responses: {
            /** @description A copy with clip, time and scans burnt in is being made */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RenditionAccepted"];
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
    clip_links_link: {
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
                "application/json": components["schemas"]["ClipLinkBody"];
            };
        };
        responses: {
            /** @description The clip is evidence of this shipment too; the same request again changes nothing */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClipLink"];
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
            query?: {
                /** @description Opaque, sortable id (UUIDv7). */
                caseId?: string;
                reason?: "case" | "customer_request" | "carrier_claim" | "authority_request" | "audit" | "quality_check" | "technical";
            };
            header?: never;
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                clipId: string;
                kind: "staff" | "customer" | "digest" | "poster" | "storyboard" | "storyboard_vtt" | "still" | "chapters" | "export" | "original";
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
    evidence_rebuild: {
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
            /** @description All renditions are being made anew from the original */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RenditionAccepted"];
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
                n: string;
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
    clips_confirmUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                clipId: string;
                n: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DirectSegmentBody"];
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
    clips_offerUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                clipId: string;
                n: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DirectSegmentBody"];
            };
        };
        responses: {
            /** @description Where to PUT exactly these bytes, with exactly these headers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadAddress"];
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
    pickups_closedDays: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Days on which the warehouse is closed or a carrier does not come */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClosedDayList"];
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
    pickups_putClosedDays: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClosedDayListInput"];
            };
        };
        responses: {
            /** @description The closed days */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClosedDayList"];
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
    customers_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ref: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The customer with the rank in force */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
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
    customers_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ref: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerBody"];
            };
        };
        responses: {
            /** @description The customer as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
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
    customers_getRank: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ref: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rank in force */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerRank"];
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
    customers_putRank: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ref: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerRankBody"];
            };
        };
        responses: {
            /** @description The rank in force */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerRank"];
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
    completeness_coverage: {
        parameters: {
            query?: {
                from?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shipments handed over by day and warehouse, and how many have their evidence */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvidenceCoverage"];
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
    completeness_gaps: {
        parameters: {
            query: {
                from: string;
                limit?: number;
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shipments that left without evidence which nobody has waived */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvidenceGaps"];
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
    completeness_readSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings in force */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvidenceSettings"];
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
    completeness_writeSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EvidenceSettingsInput"];
            };
        };
        responses: {
            /** @description The settings as they are now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvidenceSettings"];
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
    items_list: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Items, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemPage"];
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
    items_put: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ItemsBody"];
            };
        };
        responses: {
            /** @description How many items were saved */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemsResult"];
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
    keys_listKeys: {
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
    keys_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                signingKeyId: string;
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
    keys_revoke: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                signingKeyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Revocation"];
            };
        };
        responses: {
            /** @description The key, revoked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicKey"];
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
    log_makeCheckpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A checkpoint of the log as it is now; the last one when nothing was added */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogCheckpoint"];
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
    log_consistency: {
        parameters: {
            query: {
                from: number;
                to?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Hashes that show that the smaller log is the beginning of the larger */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsistencyProof"];
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
    log_key: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key that signs checkpoints */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogKey"];
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
    log_proof: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sha256: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A .tlog-proof: the place of the document with this digest, and the newest checkpoint */
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
    pickups_cutoffs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Until when an order ships the same day, by rank */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderCutoffList"];
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
    pickups_putCutoffs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderCutoffListInput"];
            };
        };
        responses: {
            /** @description The cut-offs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderCutoffList"];
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
    orders_list: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                state?: "open" | "cancelled" | "completed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Orders, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderPage"];
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
    orders_take: {
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
                "application/json": components["schemas"]["OrderBatchBody"] | components["schemas"]["OrderBody"];
            };
        };
        responses: {
            /** @description What became of the order, or of each order of the batch in the same sequence */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderBatchResult"] | components["schemas"]["OrderResult"];
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
    orders_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
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
    orders_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelOrderBody"];
            };
        };
        responses: {
            /** @description The cancelled order */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
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
    stations_listPackers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All packers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackerList"];
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
    stations_createPacker: {
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
                "application/json": components["schemas"]["PackerBody"];
            };
        };
        responses: {
            /** @description The packer; the badge is kept as a hash only */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Packer"];
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
    pickups_pickups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The calendar */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PickupList"];
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
    pickups_putPickups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PickupListInput"];
            };
        };
        responses: {
            /** @description The calendar */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PickupList"];
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
    pickups_upcoming: {
        parameters: {
            query?: {
                carrier?: "yamato" | "sagawa" | "japan_post" | "other";
                days?: number;
                /** @description left out: now */
                from?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The trucks of the coming days, in order of leaving */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpcomingPickups"];
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
    queue_settings_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings in force */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueueSettings"];
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
    queue_settings_write: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QueueSettingsInput"];
            };
        };
        responses: {
            /** @description The settings; open tasks move to their pools within seconds */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WrittenQueueSettings"];
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
    ranks_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All ranks, lowest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RankList"];
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
    ranks_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RankBody"];
            };
        };
        responses: {
            /** @description The rank as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rank"];
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
    keys_listSchemas: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Kinds of signed documents */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SchemaList"];
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
    keys_schema: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                schemaName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The JSON Schema (2020-12) of a kind of document */
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
    cases_search: {
        parameters: {
            query: {
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Orders with that number, waybill or e-mail address, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchResult"];
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
    shipments_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                shipmentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The shipment with its lines, tasks and waybills */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shipment"];
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
    bundles_bundle: {
        parameters: {
            query: {
                originals?: "true" | "false";
                /** @description Why it is exported; stands in the custody log. */
                reason: "case" | "customer_request" | "carrier_claim" | "authority_request" | "audit" | "quality_check" | "technical";
                /** @description `all`, `none`, or kinds with commas between them, e.g. `customer,poster` */
                renditions?: ("all" | "none") | string;
            };
            header?: never;
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                shipmentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The evidence of a shipment in one ZIP, to be checked without us (VERIFY.md in it). A connection that ends early means that the bundle is not whole. */
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
    interventions_cancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 255 visible ASCII characters; the same key and body answer the same for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                shipmentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description What changed, and which packers are stopped with their next heartbeat */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InterventionResult"];
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
    shipments_addCarrierEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                shipmentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CarrierEventBody"];
            };
        };
        responses: {
            /** @description Where the parcel is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CarrierEventResult"];
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
    interventions_consolidate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 255 visible ASCII characters; the same key and body answer the same for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                shipmentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConsolidateBody"];
            };
        };
        responses: {
            /** @description What changed, and which packers are stopped with their next heartbeat */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InterventionResult"];
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
    completeness_waive: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                shipmentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WaiverBody"];
            };
        };
        responses: {
            /** @description The waiver; the first one of a stage stays */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvidenceWaiver"];
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
    interventions_expedite: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 255 visible ASCII characters; the same key and body answer the same for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                shipmentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExpediteBody"];
            };
        };
        responses: {
            /** @description What changed, and which packers are stopped with their next heartbeat */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InterventionResult"];
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
    interventions_hold: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 255 visible ASCII characters; the same key and body answer the same for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                shipmentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description What changed, and which packers are stopped with their next heartbeat */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InterventionResult"];
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
    positions_ofShipment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                shipmentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The same, without the order numbers of other brands */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskPosition"];
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
    cases_record: {
        parameters: {
            query?: never;
            header?: {
                "accept-language"?: string;
            };
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                shipmentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Everything about the shipment, in the language of Accept-Language */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShipmentRecord"];
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
    interventions_releaseHold: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 255 visible ASCII characters; the same key and body answer the same for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                shipmentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description What changed, and which packers are stopped with their next heartbeat */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InterventionResult"];
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
    interventions_split: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 255 visible ASCII characters; the same key and body answer the same for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                shipmentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SplitBody"];
            };
        };
        responses: {
            /** @description What changed, and which packers are stopped with their next heartbeat */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InterventionResult"];
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
    tracking_links_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                shipmentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All links of the shipment, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrackingLinkList"];
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
    tracking_links_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 255 visible ASCII characters; the same key and body answer the same for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                shipmentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrackingLinkBody"];
            };
        };
        responses: {
            /** @description The link; send its url to the customer */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrackingLink"];
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
    shipments_putWaybills: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                shipmentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IssuedWaybillsBody"];
            };
        };
        responses: {
            /** @description All waybills of the shipment */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaybillList"];
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
    simulations_list: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Simulations, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SimulationPage"];
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
    simulations_start: {
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
                "application/json": components["schemas"]["SimulationBody"];
            };
        };
        responses: {
            /** @description It waits for a worker; GET it until its state is done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SimulationAccepted"];
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
    simulations_find: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                simulationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How far it is, and its report once it is done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Simulation"];
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
    simulations_chart: {
        parameters: {
            query?: {
                lang?: "ja" | "en";
            };
            header?: {
                "accept-language"?: string;
            };
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                simulationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report as a picture */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": string;
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
    stages_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stages in their order */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StageList"];
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
    stages_put: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StageList"];
            };
        };
        responses: {
            /** @description The stages as they are now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StageList"];
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
    standards_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The newest version of each section */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StandardList"];
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
    standards_publish: {
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
                "application/json": components["schemas"]["StandardBody"];
            };
        };
        responses: {
            /** @description The new version */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Standard"];
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
    station_state: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The station, who is signed in, what it holds */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StationState"];
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
    carts_offered: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What may be taken, and the open cart */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StationCarts"];
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
    carts_take: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CartBody"];
            };
        };
        responses: {
            /** @description The cart, each order with its own token */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CartResult"];
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
    carts_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                cartId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The cart, also when it is finished */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cart"];
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
    carts_heartbeat: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                cartId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CartHeartbeatBody"];
            };
        };
        responses: {
            /** @description For each task its lease, a stop, or why it is refused */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CartHeartbeatResult"];
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
    station_tasks_claim: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClaimBody"];
            };
        };
        responses: {
            /** @description The task that this station now holds, if there is one */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClaimResult"];
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
    clip_links_linkAtStation: {
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
                "application/json": components["schemas"]["ClipLinkBody"];
            };
        };
        responses: {
            /** @description The clip is evidence of this shipment too; the same request again changes nothing */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClipLink"];
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
    inspections_handOver: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandoverBody"];
            };
        };
        responses: {
            /** @description How many parcels of the shipment have left */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandoverResult"];
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
    my_clips_count: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How often, and what for, the signed-in packer’s recordings were looked at */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClipViews"];
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
    station_signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInBody"];
            };
        };
        responses: {
            /** @description The station with its packer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StationState"];
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
    station_signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The station without a packer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StationState"];
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
    station_registerKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SigningKeyBody"];
            };
        };
        responses: {
            /** @description The key as it is called; the one before it has ended */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SigningKey"];
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
    station_tasks_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                taskId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The task as the station shows it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StationTask"];
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
    inspections_answer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                taskId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerBody"];
            };
        };
        responses: {
            /** @description The task after it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StationTask"];
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
    inspections_complete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                taskId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompleteBody"];
            };
        };
        responses: {
            /** @description The state of the shipment, and its next task if it can be claimed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompleteResult"];
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
    inspections_open: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                taskId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExceptionBody"];
            };
        };
        responses: {
            /** @description The task after it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StationTask"];
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
    inspections_resolve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                exceptionId: string;
                /** @description Opaque, sortable id (UUIDv7). */
                taskId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResolveExceptionBody"];
            };
        };
        responses: {
            /** @description The task after it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StationTask"];
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
    station_tasks_heartbeat: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                taskId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HeartbeatBody"];
            };
        };
        responses: {
            /** @description The lease, the time, and whether to stop */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeartbeatResult"];
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
    station_tasks_release: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                taskId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReleaseBody"];
            };
        };
        responses: {
            /** @description Given back */
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
    inspections_scan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                taskId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScanBody"];
            };
        };
        responses: {
            /** @description What the scan meant, and the task after it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScanResult"];
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
    stations_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All stations and who is at them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StationList"];
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
    stations_create: {
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
                "application/json": components["schemas"]["StationBody"];
            };
        };
        responses: {
            /** @description The station with its one-time code */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrolmentCode"];
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
    stations_setCapabilities: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                stationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StationCapabilities"];
            };
        };
        responses: {
            /** @description What the bench serves from its next claim on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StationCapabilities"];
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
    stations_renewCode: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 255 visible ASCII characters; the same key and body answer the same for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                stationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The station with its new one-time code */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrolmentCode"];
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
    stations_enrol: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EnrolBody"];
            };
        };
        responses: {
            /** @description The station that this device now is */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrolResult"];
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
    task_interventions_expedite: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 255 visible ASCII characters; the same key and body answer the same for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                taskId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExpediteBody"];
            };
        };
        responses: {
            /** @description What changed, and which packers are stopped with their next heartbeat */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InterventionResult"];
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
    task_interventions_hold: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 255 visible ASCII characters; the same key and body answer the same for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                taskId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description What changed, and which packers are stopped with their next heartbeat */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InterventionResult"];
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
    positions_ofTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                taskId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its place in line, what decided it, and who went first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskPosition"];
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
    task_interventions_reassign: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 255 visible ASCII characters; the same key and body answer the same for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                taskId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReassignBody"];
            };
        };
        responses: {
            /** @description What changed, and which packers are stopped with their next heartbeat */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InterventionResult"];
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
    task_interventions_releaseHold: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 255 visible ASCII characters; the same key and body answer the same for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                taskId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description What changed, and which packers are stopped with their next heartbeat */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InterventionResult"];
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
    timestamps_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The certificates of every time-stamp authority seen, and of those above it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimestampAuthorityList"];
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
    tracking_links_revoke: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                linkId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The link opens nothing any more */
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
    warehouse_completeness_coverage: {
        parameters: {
            query?: {
                from?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shipments handed over by day and brand, and how many have their evidence */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvidenceCoverage"];
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
    warehouse_completeness_gaps: {
        parameters: {
            query: {
                from: string;
                limit?: number;
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shipments that left without evidence which nobody has waived */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvidenceGaps"];
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
    warehouse_completeness_waive: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque, sortable id (UUIDv7). */
                shipmentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WaiverBody"];
            };
        };
        responses: {
            /** @description The waiver; the first one of a stage stays */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvidenceWaiver"];
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
