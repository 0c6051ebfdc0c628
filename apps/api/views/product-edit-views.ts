import { Injectable } from '@nestjs/common';
import { CertificateService, type Product } from '@ganh/catalogue';
import type { EditProductView } from '@ganh/contracts';
import type { Actor } from '@ganh/identity';
import { Clock, Problem } from '@ganh/kernel';
import { certificateChoices } from './certificate-choices';
import { KIND_NAMES } from './kind-choice';
import { fieldsOf, weightField } from './product-fields';
import { ShellViews } from './shell';

type Typed = Pick<
  EditProductView,
  'baseRev' | 'was' | 'draft' | 'photoKeys' | 'dropped' | 'errors' | 'problem'
>;

/** The form by which a product's words, photos, weight, kind and paper are put right. */
@Injectable()
export class ProductEditViews {
  constructor(
    private readonly clock: Clock,
    private readonly certificates: CertificateService,
    private readonly shell: ShellViews,
  ) {}

  async form(
    actor: Actor,
    product: Product,
    typed = asItStands(product),
  ): Promise<EditProductView> {
    const { id, name, certificateId, variants } = product;
    const [first] = variants;
    if (!first) throw Problem.notFound();
    const [certificates, shell] = await Promise.all([
      this.certificates.list(actor),
      this.shell.of(actor),
    ]);
    return {
      shell,
      productId: id,
      variantId: first.id,
      name,
      weights: variants.map((variant) => ({
        field: weightField(variant.id),
        optionName: variant.optionName,
      })),
      certificates: certificateChoices(certificates, this.clock.now(), certificateId),
      kinds: KIND_NAMES,
      ...typed,
    };
  }
}

function asItStands(product: Product): Typed {
  const fields = fieldsOf(product);
  return {
    baseRev: product.rev,
    was: fields,
    draft: fields,
    photoKeys: product.photoKeys,
    dropped: [],
    errors: [],
    problem: null,
  };
}
