//! Rules that hold for the whole document, put in at its end so that no route can forget them.

use utoipa::openapi::{OpenApi, RefOr, Schema};

pub(crate) fn tidy(document: &mut OpenApi) {
    let Some(components) = &mut document.components else {
        return;
    };
    for schema in components.schemas.values_mut() {
        require_every_field(schema);
    }
}

/// In an answer every field is always there, null when it is not set. What refuses unknown fields
/// is what a request may send, and says itself what it needs.
fn require_every_field(schema: &mut RefOr<Schema>) {
    let RefOr::T(schema) = schema else { return };
    match schema {
        Schema::Object(object) => {
            if object.additional_properties.is_none() {
                object.required = object.properties.keys().cloned().collect();
            }
            object.properties.values_mut().for_each(require_every_field);
        }
        Schema::OneOf(any) => any.items.iter_mut().for_each(require_every_field),
        Schema::AllOf(all) => all.items.iter_mut().for_each(require_every_field),
        Schema::AnyOf(any) => any.items.iter_mut().for_each(require_every_field),
        _ => {}
    }
}
