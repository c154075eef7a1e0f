//! The document's blocks.

use super::answer::Answer;

/// Commands, and what the document shows that they print.
#[derive(Debug)]
pub(super) struct Example {
    /// The document, and the line on which the commands begin.
    pub(super) place: String,
    pub(super) commands: String,
    pub(super) answer: Answer,
}

/// The examples of a document, in order. Every block of it belongs to one, so nothing goes unchecked.
pub(super) fn examples(name: &str, markdown: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    for (line, language, text) in blocks(markdown) {
        if language == "sh" {
            examples.push(Example {
                place: format!("{name}:{line}"),
                commands: text,
                answer: Answer::Nothing,
            });
            continue;
        }
        let example = examples.last_mut().expect("commands before an answer");
        assert!(
            matches!(example.answer, Answer::Nothing),
            "line {line}: an answer without commands"
        );
        example.answer = Answer::read(language, &text);
    }
    examples
}

/// The first line of each block's content, its language, its content.
fn blocks(markdown: &str) -> Vec<(usize, &str, String)> {
    let mut lines = (1..).zip(markdown.lines());
    let mut blocks = Vec::new();
    while let Some((fence, line)) = lines.next() {
        let Some(language) = line.strip_prefix("```") else {
            continue;
        };
        let content = lines.by_ref().map(|(_, line)| line);
        let content: Vec<_> = content.take_while(|line| *line != "```").collect();
        blocks.push((fence + 1, language, content.join("\n")));
    }
    blocks
}

#[test]
fn each_answer_belongs_to_the_commands_before_it() {
    let markdown = "Text\n```sh\none\ntwo\n```\nand\n```json\n{}\n```\n\n```sh\nthree\n```\n";
    let found = examples("a.md", markdown);
    let found: Vec<_> = found
        .iter()
        .map(|it| (it.place.as_str(), it.commands.as_str(), &it.answer))
        .collect();
    let empty = Answer::Json(serde_json::json!({}));
    assert_eq!(
        found,
        [
            ("a.md:3", "one\ntwo", &empty),
            ("a.md:12", "three", &Answer::Nothing)
        ]
    );
}
