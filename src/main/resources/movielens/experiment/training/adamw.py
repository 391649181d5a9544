# Serialised TorchScript, no Python: see layers.py
class AdamW(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  # Global norm of gradients
  def norm(self: __torch__.AdamW,
    g: List[Tensor]) -> Tensor:
    return torch.norm(torch.stack(torch._foreach_norm(g)))
  # Moves p along the gradients g, in place, and sets these to zero. m, v: moments; t: steps taken;
  # norm: of all gradients, before clipping
  def step(self: __torch__.AdamW,
    p: List[Tensor],
    g: List[Tensor],
    m: List[Tensor],
    v: List[Tensor],
    t: List[Tensor],
    norm: List[Tensor],
    rate: float,
    decay: float,
    clip: float) -> Tensor:
    scale = torch.div(torch.clamp_min(norm[0], clip), clip)
    torch._fused_adamw_(p, g, m, v, annotate(List[Tensor], []), t, lr=rate, beta1=0.9, beta2=0.999, weight_decay=decay, eps=1e-8, amsgrad=False, maximize=False, grad_scale=scale, found_inf=None)
    torch._foreach_zero_(g)
    return norm[0]
  # Moves averages towards values by a share of the way, in place
  def average(self: __torch__.AdamW,
    averages: List[Tensor],
    values: List[Tensor],
    share: float) -> Tensor:
    torch._foreach_lerp_(averages, values, share)
    return averages[0]
