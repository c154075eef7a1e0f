//! The database under test, in few words.

use std::collections::HashMap;
use std::fmt::Debug;

use aws_sdk_dynamodb::{
    Client,
    error::{ProvideErrorMetadata, SdkError},
    operation::{
        put_item::builders::PutItemFluentBuilder, query::builders::QueryFluentBuilder,
        transact_write_items::TransactWriteItemsError,
        update_item::builders::UpdateItemFluentBuilder,
    },
    types::{
        AttributeValue, CancellationReason, ConditionCheck, Put,
        ReturnValuesOnConditionCheckFailure, TransactWriteItem, Update,
    },
};
use testkit::Table;

pub(crate) type Item = HashMap<String, AttributeValue>;

/// The template's table, of one test.
pub(crate) struct Database {
    pub(crate) table: Table,
    pub(crate) client: Client,
    pub(crate) name: String,
}

/// What each of the two databases does.
pub(crate) struct Each<T> {
    pub(crate) embedded: T,
    pub(crate) genuine: T,
}

impl Database {
    pub(crate) async fn start() -> Self {
        let table = Table::start().await;
        Self {
            client: table.client().clone(),
            name: table.name().to_owned(),
            table,
        }
    }

    /// Whether this is the embedded database.
    pub(crate) fn is_embedded(&self) -> bool {
        self.table.embedded().is_some()
    }

    /// Asserts what this database does where the two do not do the same. A difference that is
    /// gone is a failure too: then the documents are behind.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "so that calls need no more signs"
    )]
    #[track_caller]
    pub(crate) fn differs<T: PartialEq + Debug>(&self, found: T, each: Each<T>) {
        let Each { embedded, genuine } = each;
        assert_ne!(embedded, genuine, "this is no difference");
        let expected = if self.is_embedded() {
            embedded
        } else {
            genuine
        };
        assert_eq!(found, expected);
    }

    pub(crate) fn put(&self, item: Item) -> PutItemFluentBuilder {
        let request = self.client.put_item().table_name(&self.name);
        request.set_item(Some(item))
    }

    pub(crate) fn put_if_absent(&self, item: Item) -> PutItemFluentBuilder {
        self.put(item)
            .condition_expression("attribute_not_exists(pk)")
    }

    /// Saves items that the test begins with.
    pub(crate) async fn fill(&self, items: impl IntoIterator<Item = Item>) {
        for item in items {
            self.put(item).send().await.unwrap();
        }
    }

    pub(crate) fn update(&self, pk: &str, sk: &str, expression: &str) -> UpdateItemFluentBuilder {
        let request = self.client.update_item().table_name(&self.name);
        request
            .set_key(Some(key(pk, sk)))
            .update_expression(expression)
    }

    /// `ADD count :one`.
    pub(crate) fn count_up(&self, pk: &str, sk: &str) -> UpdateItemFluentBuilder {
        self.update(pk, sk, "ADD #count :one")
            .expression_attribute_names("#count", "count")
            .expression_attribute_values(":one", n(1))
    }

    pub(crate) async fn get(&self, pk: &str, sk: &str) -> Option<Item> {
        let request = self.client.get_item().table_name(&self.name);
        let request = request.set_key(Some(key(pk, sk))).consistent_read(true);
        request.send().await.unwrap().item
    }

    pub(crate) async fn delete(&self, pk: &str, sk: &str) {
        let request = self.client.delete_item().table_name(&self.name);
        request.set_key(Some(key(pk, sk))).send().await.unwrap();
    }

    /// All items of a partition, or those that `and` selects besides.
    pub(crate) fn query(&self, pk: &str, and: &str) -> QueryFluentBuilder {
        let request = self.client.query().table_name(&self.name);
        request
            .key_condition_expression(format!("pk = :pk{and}"))
            .expression_attribute_values(":pk", s(pk))
            .consistent_read(true)
    }

    pub(crate) async fn transact(
        &self,
        actions: Vec<TransactWriteItem>,
    ) -> Result<(), SdkError<TransactWriteItemsError>> {
        let request = self.client.transact_write_items();
        let sent = request.set_transact_items(Some(actions)).send().await;
        sent.map(|_| ())
    }

    pub(crate) fn put_action(&self, item: Item) -> TransactWriteItem {
        let put = Put::builder()
            .table_name(&self.name)
            .set_item(Some(item))
            .build();
        TransactWriteItem::builder().put(put.unwrap()).build()
    }

    /// Asks for the old item when the condition fails.
    pub(crate) fn put_if_absent_action(&self, item: Item) -> TransactWriteItem {
        let put = Put::builder()
            .table_name(&self.name)
            .set_item(Some(item))
            .condition_expression("attribute_not_exists(pk)")
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        TransactWriteItem::builder()
            .put(put.build().unwrap())
            .build()
    }

    pub(crate) fn exists_action(&self, pk: &str, sk: &str) -> TransactWriteItem {
        let check = ConditionCheck::builder()
            .table_name(&self.name)
            .set_key(Some(key(pk, sk)))
            .condition_expression("attribute_exists(pk)");
        let check = check.build().unwrap();
        TransactWriteItem::builder().condition_check(check).build()
    }

    pub(crate) fn count_up_action(&self, pk: &str, sk: &str) -> TransactWriteItem {
        let update = Update::builder()
            .table_name(&self.name)
            .set_key(Some(key(pk, sk)))
            .update_expression("ADD #count :one")
            .expression_attribute_names("#count", "count")
            .expression_attribute_values(":one", n(1));
        TransactWriteItem::builder()
            .update(update.build().unwrap())
            .build()
    }
}

pub(crate) fn s(text: impl Into<String>) -> AttributeValue {
    AttributeValue::S(text.into())
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "so that calls need no more signs"
)]
pub(crate) fn n(number: impl ToString) -> AttributeValue {
    AttributeValue::N(number.to_string())
}

pub(crate) fn key(pk: &str, sk: &str) -> Item {
    item(pk, sk, [])
}

pub(crate) fn item<const N: usize>(pk: &str, sk: &str, more: [(&str, AttributeValue); N]) -> Item {
    let keys = [("pk", s(pk)), ("sk", s(sk))];
    let attributes = keys.into_iter().chain(more);
    attributes
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// `done`, or the code of the error that the database answered with.
pub(crate) fn outcome<T, E>(answer: &Result<T, SdkError<E>>) -> String
where
    E: ProvideErrorMetadata,
    SdkError<E>: Debug,
{
    match answer {
        Ok(_) => "done".to_owned(),
        Err(error) => match error.code() {
            Some(code) => code.to_owned(),
            None => panic!("the database did not answer: {error:?}"),
        },
    }
}

/// The reasons of a transaction that was cancelled.
#[track_caller]
pub(crate) fn reasons(
    answer: Result<(), SdkError<TransactWriteItemsError>>,
) -> Vec<CancellationReason> {
    match answer.unwrap_err().into_service_error() {
        TransactWriteItemsError::TransactionCanceledException(canceled) => {
            canceled.cancellation_reasons().to_vec()
        }
        other => panic!("this is no cancelled transaction: {other:?}"),
    }
}

/// The reasons' codes, in the order of the actions.
pub(crate) fn codes(reasons: &[CancellationReason]) -> Vec<&str> {
    reasons
        .iter()
        .map(|reason| reason.code().unwrap_or("no code"))
        .collect()
}
