// Where a deployed stack has its pages.

import { DescribeStacksCommand } from "@aws-sdk/client-cloudformation";

/**
 * @param {import("@aws-sdk/client-cloudformation").CloudFormationClient} cloudformation
 * @param {string} name
 */
export async function readStack(cloudformation, name) {
  const outputs = await describe(cloudformation, name);
  const output = (/** @type {string} */ key) => {
    const value = outputs.find((one) => one.OutputKey === key)?.OutputValue;
    if (!value)
      throw new Error(`The stack ${name} has no output ${key}: deploy this version of template.yaml first.`);
    return value;
  };
  return { bucket: output("SiteBucket"), distribution: output("DistributionId"), url: output("SiteUrl") };
}

/**
 * @param {import("@aws-sdk/client-cloudformation").CloudFormationClient} cloudformation
 * @param {string} name
 */
async function describe(cloudformation, name) {
  try {
    const answer = await cloudformation.send(new DescribeStacksCommand({ StackName: name }));
    return answer.Stacks?.[0]?.Outputs ?? [];
  } catch (error) {
    if (error instanceof Error && /does not exist/.test(error.message)) {
      const region = await cloudformation.config.region();
      throw new Error(
        `There is no stack ${name} in ${region}: deploy it first, or name its region with --region.`,
      );
    }
    throw error;
  }
}
