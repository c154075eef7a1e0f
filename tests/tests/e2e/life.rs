//! Whole lives of tickets by chance, against the model in `tests::model`.

use rstest::rstest;
use tests::model;

/// How many things happen in one run.
const STEPS: usize = 350;

#[rstest]
#[case(1)]
#[case(2)]
#[case(3)]
#[tokio::test]
async fn whatever_happens_to_tickets_the_model_foresees_every_answer(#[case] seed: u64) {
    model::live_through(seed, STEPS).await;
}
