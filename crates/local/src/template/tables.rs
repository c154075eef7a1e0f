use super::TemplateError;
use super::node::Node;

/// A DynamoDB table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name in the template.
    pub logical_id: String,
    /// Its name on this machine.
    pub name: String,
    /// Attribute names with their types (S, N, B).
    pub attributes: Vec<(String, String)>,
    /// The partition key, then the sort key.
    pub keys: Vec<KeyAttribute>,
    /// The global secondary indexes.
    pub indexes: Vec<Index>,
    /// What the stream's records carry, when there is a stream.
    pub stream_view: Option<String>,
    /// The attribute that holds an item's expiry.
    pub ttl_attribute: Option<String>,
}

/// One attribute of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyAttribute {
    /// The attribute's name.
    pub name: String,
    /// HASH or RANGE.
    pub kind: String,
}

/// A global secondary index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    /// Its name.
    pub name: String,
    /// Its key.
    pub keys: Vec<KeyAttribute>,
    /// ALL, KEYS_ONLY or INCLUDE.
    pub projection: String,
    /// The attributes of an INCLUDE projection.
    pub included: Vec<String>,
}

pub(super) fn read(logical_id: &str, resource: &Node<'_>) -> Result<Table, TemplateError> {
    let properties = resource.need("Properties")?;
    if properties.get("LocalSecondaryIndexes")?.is_some() {
        return Err(
            properties.unsupported("local secondary indexes are not read by the local stack")
        );
    }
    let mut attributes = Vec::new();
    for definition in properties.list_of("AttributeDefinitions")? {
        let name = definition.need("AttributeName")?.text()?;
        attributes.push((name, definition.need("AttributeType")?.text()?));
    }
    let indexes = properties.list_of("GlobalSecondaryIndexes")?;
    Ok(Table {
        logical_id: logical_id.to_owned(),
        name: resource.scope().physical_name(logical_id, resource.at())?,
        attributes,
        keys: keys(&properties)?,
        indexes: indexes.iter().map(index).collect::<Result<_, _>>()?,
        stream_view: match properties.get("StreamSpecification")? {
            Some(stream) => Some(stream.need("StreamViewType")?.text()?),
            None => None,
        },
        ttl_attribute: ttl(&properties)?,
    })
}

fn keys(owner: &Node<'_>) -> Result<Vec<KeyAttribute>, TemplateError> {
    let mut keys = Vec::new();
    for element in owner.list_of("KeySchema")? {
        keys.push(KeyAttribute {
            name: element.need("AttributeName")?.text()?,
            kind: element.need("KeyType")?.text()?,
        });
    }
    if keys.is_empty() {
        return Err(TemplateError::Missing {
            at: format!("{}.KeySchema", owner.at()),
        });
    }
    Ok(keys)
}

fn index(node: &Node<'_>) -> Result<Index, TemplateError> {
    let projection = node.need("Projection")?;
    let included = projection.list_of("NonKeyAttributes")?;
    Ok(Index {
        name: node.need("IndexName")?.text()?,
        keys: keys(node)?,
        projection: projection.need("ProjectionType")?.text()?,
        included: included.iter().map(Node::text).collect::<Result<_, _>>()?,
    })
}

fn ttl(properties: &Node<'_>) -> Result<Option<String>, TemplateError> {
    match properties.get("TimeToLiveSpecification")? {
        Some(ttl) if ttl.flag_of("Enabled")? => Ok(Some(ttl.need("AttributeName")?.text()?)),
        _ => Ok(None),
    }
}
